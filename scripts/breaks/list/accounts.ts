import type { Break } from "../break.ts";

const CHANGE = "server/src/auth/email/routes.test.ts";
const CONTESTED = "server/src/auth/sign-up/contested-sign-up.test.ts";
const NOTICES = "server/src/auth/mail/notices.test.ts";
const RECOVERY = "server/src/auth/password-reset/routes.test.ts";
const ACCOUNT = "server/src/auth/account/routes.test.ts";
const PASSWORD = "server/src/auth/password/hash.test.ts";
const WEAK = "server/src/auth/password/refuse-weak-password.test.ts";

export const accountBreaks: Break[] = [
  {
    promise: "of several sign-ups with one email, the password of none comes into force by itself",
    file: "server/src/auth/sign-up/contested-sign-up.ts",
    find: "if (known?.matches && account?.hash === known.hash) return;",
    replace: "if (known) return;",
    tests: [CONTESTED],
  },
  {
    promise: "whoever holds a contested sign-up's link chooses the password",
    file: "server/src/auth/email/verify-email.ts",
    find: "if (hash !== undefined) await setPassword(tx, user.id, hash);",
    replace: "",
    tests: [CONTESTED],
  },
  {
    promise: "a page says which password a contested account is to have",
    file: "server/src/auth/email/verify-email.ts",
    find: "contested && page && hash === undefined",
    replace: "false",
    tests: [CONTESTED],
  },
  {
    promise: "nothing that a stranger left in an unverified account stays",
    file: "server/src/auth/email/verify-email.ts",
    find: "if (contested || hash !== undefined) await removeOtherSignInMethods(tx, user.id);",
    replace: "",
    tests: [CONTESTED],
  },
  {
    promise: "the notice of a recovery code belongs to the transaction that uses it up",
    file: "server/src/auth/two-factor/answer-challenge.ts",
    find: "await inOneTransaction(db, async (tx) => {\n    const taken",
    replace: "await db.transaction(async (tx) => {\n    const taken",
    tests: [NOTICES],
  },
  {
    promise: "a deleted account's mails go with it",
    file: "server/src/auth/account/delete-account.ts",
    find: "await dropMails(tx, user);",
    replace: "",
    tests: [NOTICES],
  },
  {
    promise: "a changed password ends the owner's other sessions, nobody else's",
    file: "server/src/auth/owner/end-sign-ins.ts",
    find: "keptId ? and(own, ne(sessions.id, keptId)) : own",
    replace: "keptId ? ne(sessions.id, keptId) : own",
    tests: [CHANGE],
    only: "changing the password",
  },
  {
    promise: "only the newest wish for another email counts, also while its mail waits",
    file: "server/src/auth/mail/email-change.ts",
    find: "await tx.delete(mails).where(and(unsent, sql`${mails.data}->>'userId' = ${userId}`));",
    replace: "",
    tests: [CHANGE, "server/src/auth/email/pending-email.test.ts"],
  },
  {
    promise: "changing the email needs the password",
    file: "server/src/auth/email/request-email-change.ts",
    find: "await reauthenticate(app, caller, password);",
    replace: "",
    tests: [CHANGE],
  },
  {
    promise: "a link for a new password works for an hour",
    file: "server/src/auth/mail/link-tokens.ts",
    find: '"reset-password": 3_600',
    replace: '"reset-password": 36_000',
    tests: [RECOVERY],
  },
  {
    promise: "a link of a mail works once",
    file: "server/src/auth/mail/link-tokens.ts",
    find: ".delete(mailTokens)\n    .where(usable(token, purposes))\n    .returning({ userId, email, purpose, signUp, issuedAt });\n  if (!taken) throw invalidToken();\n  await endMailTokens(tx, taken.userId, [taken.purpose]);",
    replace:
      ".select({ userId, email, purpose, signUp, issuedAt })\n    .from(mailTokens)\n    .where(usable(token, purposes));\n  if (!taken) throw invalidToken();",
    tests: [RECOVERY],
  },
  {
    promise: "what the database holds of a mail's token opens nothing",
    file: "server/src/auth/mail/link-tokens.ts",
    find: 'createHash("sha256").update(token).digest("base64url")',
    replace: "token",
    tests: [RECOVERY],
  },
  {
    promise: "a mail's token serves its own purpose only",
    file: "server/src/auth/mail/link-tokens.ts",
    find: "inArray(mailTokens.purpose, purposes),\n    gt",
    replace: "gt",
    tests: [RECOVERY],
  },
  {
    promise: "a new password by mail ends every session",
    file: "server/src/auth/password-reset/reset-password.ts",
    find: "await endSignIns(tx, user.id);\n    await endMailTokens",
    replace: "await endMailTokens",
    tests: [RECOVERY],
  },
  {
    promise: "a new password by mail clears the count of wrong ones",
    file: "server/src/auth/password-reset/reset-password.ts",
    find: ".forget(email)\n",
    replace: ".forget(`${email}.invalid`)\n",
    tests: [RECOVERY],
  },
  {
    promise: "whoever signed up with somebody else's email keeps no sign-in method",
    file: "server/src/auth/owner/remove-sign-in-methods.ts",
    find: "await tx.delete(passkeys).where(eq(passkeys.userId, userId));",
    replace: "",
    tests: [RECOVERY, "server/src/auth/passkeys/sign-in.test.ts", "server/src/auth/passkeys/routes.test.ts"],
  },
  {
    promise: "an account without a password needs a recent sign-in",
    file: "server/src/auth/password/reauthenticate.ts",
    find: "< RECENT_MS",
    replace: "< RECENT_MS * 100",
    tests: [CHANGE],
  },
  {
    promise: "guesses at the password of a stolen session count",
    file: "server/src/auth/password/reauthenticate.ts",
    find: "return credentialLimits.attempt(email, async () => {",
    replace:
      "return (async (_subject: string, check: () => Promise<Reauthentication>) => check())(email, async () => {",
    tests: [CHANGE, ACCOUNT],
  },
  {
    promise: "a session can be ended by its owner only",
    file: "server/src/auth/sessions/end-sessions.ts",
    find: "and(eq(sessions.id, id), eq(sessions.userId, userId))",
    replace: "eq(sessions.id, id)",
    tests: [ACCOUNT],
  },
  {
    promise: "ending all other sessions ends nobody else's",
    file: "server/src/auth/owner/end-sign-ins.ts",
    find: "keptId ? and(own, ne(sessions.id, keptId)) : own",
    replace: "keptId ? ne(sessions.id, keptId) : own",
    tests: [ACCOUNT],
  },
  {
    promise: "an export holds nobody else's rows",
    file: "server/src/auth/account/export-account.ts",
    find: ".where(and(ownedBy(owner, table), after",
    replace: ".where(and(after",
    tests: ["server/src/orders/account.test.ts"],
  },
  {
    promise: "an export holds nobody else's accounts",
    file: "server/src/auth/account/export-account.ts",
    find: ".from(accounts).where(eq(accounts.userId, user.id))",
    replace: ".from(accounts)",
    tests: [ACCOUNT],
  },
  {
    promise: "passwords are hashed as OWASP says",
    file: "server/src/auth/password/hash.ts",
    find: "memoryCost: 19_456",
    replace: "memoryCost: 1_024",
    tests: [PASSWORD],
  },
  {
    promise: "a password counts however a keyboard composes it",
    file: "server/src/auth/password/hash.ts",
    find: 'password.normalize("NFC")',
    replace: "password",
    tests: [PASSWORD, "server/src/auth/sign-up/password.test.ts"],
  },
  {
    promise: "too many sign-ins at once are refused, not queued for ever",
    file: "server/src/auth/password/hash.ts",
    find: "const MAX_WAITING = 64;",
    replace: "const MAX_WAITING = 100_000;",
    tests: [PASSWORD],
  },
  {
    promise: "a common password is refused, whatever its case",
    file: "shared/src/weak-password.ts",
    find: "const lower = password.toLowerCase();",
    replace: "const lower = password;",
    tests: [WEAK],
  },
  {
    promise: "a password made of the email is refused",
    file: "shared/src/weak-password.ts",
    find: "[lower, localPart, domain, ...parts, ...PRODUCT_WORDS]",
    replace: "[lower, domain, ...parts, ...PRODUCT_WORDS]",
    tests: [WEAK],
  },
  {
    promise: "a password that is a single pattern is refused",
    file: "shared/src/weak-password.ts",
    find: "return score < 2 && sequence.length === 1;",
    replace: "return false;",
    tests: [WEAK],
  },
  {
    promise: "a long phrase that begins with a repeat is accepted",
    file: "shared/src/weak-password.ts",
    find: "(!isLong || isOnePattern(password.slice(-RATED_LENGTH), words))",
    replace: "true",
    tests: [WEAK],
  },
];
