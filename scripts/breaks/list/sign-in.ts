import type { Break } from "../break.ts";

const LIFETIME = "server/src/session/lifetime.test.ts";
const CREDENTIALS = "server/src/session/credentials.test.ts";
const COOKIE = "server/src/session/cookie.test.ts";
const SIGN_UP = "server/src/auth/sign-up/verification-required.test.ts";
const AUTH = "server/src/auth/sign-in/routes.test.ts";
const TWO_FACTOR = "server/src/auth/two-factor/sign-in.test.ts";
const PASSKEY_SIGN_IN = "server/src/auth/passkeys/sign-in.test.ts";
const PROVIDER = "server/src/auth/oidc/routes.test.ts";

export const signInBreaks: Break[] = [
  {
    promise: "a session ends when it has been idle too long",
    file: "server/src/session/statements.ts",
    find: "gt(expiresAt, sql`now()`),",
    replace: "",
    tests: [LIFETIME],
  },
  {
    promise: "a session ends after its longest time, however it is used",
    file: "server/src/session/statements.ts",
    find: "gt(createdAt, sql`now() - ${max}`),",
    replace: "",
    tests: [LIFETIME],
  },
  {
    promise: "a renewal does not move a session's longest time",
    file: "server/src/session/statements.ts",
    find: "sql`least(now() + ${idle}, ${createdAt} + ${max})`",
    replace: "sql`now() + ${idle}`",
    tests: [LIFETIME],
  },
  {
    promise: "of a bearer token and a cookie the token wins",
    file: "server/src/session/sessions.ts",
    find: "const credential = bearer ?? readCookie(headers.cookie, this.#cookie.name);",
    replace: "const credential = readCookie(headers.cookie, this.#cookie.name) ?? bearer;",
    tests: [CREDENTIALS],
  },
  {
    promise: "a bearer token's renewal sets no cookie",
    file: "server/src/session/sessions.ts",
    find: "if (readBearerToken(request.headers.authorization) === undefined)\n",
    replace: "",
    tests: [LIFETIME],
  },
  {
    promise: "a session's token is signed",
    file: "server/src/session/signed-value.ts",
    find: "return valid ? token : null;",
    replace: "return token;",
    tests: [CREDENTIALS],
  },
  {
    promise: "any of the secrets verifies a session while they are being replaced",
    file: "server/src/session/signed-value.ts",
    find: "secrets.some((secret) => {",
    replace: "secrets.slice(0, 1).some((secret) => {",
    tests: [CREDENTIALS],
  },
  {
    promise: "script cannot read the session's cookie",
    file: "server/src/session/cookie.ts",
    find: 'httpOnly: true,\n      secure: cookieSecure,\n      sameSite: "strict"',
    replace: 'secure: cookieSecure,\n      sameSite: "strict"',
    tests: [AUTH, COOKIE],
  },
  {
    promise: "the session's cookie goes to no other site's requests",
    file: "server/src/session/cookie.ts",
    find: '      sameSite: "strict"',
    replace: '      sameSite: "lax"',
    tests: [AUTH, COOKIE],
  },
  {
    promise: "a cookie that is sent twice is nobody's",
    file: "server/src/session/cookie.ts",
    find: "values.length === 1 ? values[0]",
    replace: "values.length > 0 ? values[0]",
    tests: [CREDENTIALS],
  },
  {
    promise: "a sign-in replaces the session that the request carried",
    file: "server/src/auth/sessions/hand-over-session.ts",
    find: "if (replaced) await sessions.end(replaced);",
    replace: "",
    tests: [AUTH],
  },
  {
    promise: "a page's script never gets the token",
    file: "server/src/auth/sessions/hand-over-session.ts",
    find: "isPage(request) ? null : signed",
    replace: "signed",
    tests: [AUTH],
  },
  {
    promise: "a sign-out ends the session in the database",
    file: "server/src/auth/sessions/end-sessions.ts",
    find: "await tx.delete(sessions).where(eq(sessions.token, token)).returning(",
    replace: "await tx.delete(sessions).where(eq(sessions.token, `${token}.`)).returning(",
    tests: [AUTH, "server/src/session/plugin.test.ts"],
  },
  {
    promise: "where the email must be verified, a sign-up takes as long for a known one as for a new one",
    file: "server/src/auth/sign-up/routes.ts",
    find: "config.emailVerificationRequired ? sleep(SIGN_UP_TIME_MS) : undefined",
    replace: "config.emailVerificationRequired ? sleep(0) : undefined",
    tests: [SIGN_UP],
    only: "no less time",
  },
  {
    promise: "where the email must be verified, nobody signs in before",
    file: "server/src/auth/sessions/start-session.ts",
    find: "!user.emailVerified",
    replace: "!user",
    tests: [PASSKEY_SIGN_IN, TWO_FACTOR, SIGN_UP, PROVIDER],
  },
  {
    promise: "the two-factor challenge lasts ten minutes, also after the provider",
    file: "server/src/auth/two-factor/challenge.ts",
    find: "CHALLENGE_SECONDS * 1000",
    replace: "CHALLENGE_SECONDS * 10_000",
    tests: [PROVIDER],
    only: "after the provider",
  },
  {
    promise: "a provider does not get around two-factor authentication",
    file: "server/src/auth/oidc/finish-flow.ts",
    find: "if (await hasTwoFactor(app, user.id)) {",
    replace: "if (false as boolean) {",
    tests: [PROVIDER],
  },
  {
    promise: "a provider's unverified email opens no account",
    file: "server/src/auth/better-auth/oidc-rules.ts",
    find: "requireLocalEmailVerified: true",
    replace: "requireLocalEmailVerified: false",
    tests: [PROVIDER],
  },
  {
    promise: "a provider that answers too late changes nothing",
    file: "server/src/auth/better-auth/oidc-rules.ts",
    find: "if (!flow || flow.late)",
    replace: "if (!flow)",
    tests: ["server/src/auth/oidc/unreachable.test.ts"],
  },
  {
    promise: "two-factor authentication that is locked stays so for another challenge",
    file: "server/src/auth/two-factor/answer-challenge.ts",
    find: "await refuseWhileLocked(db, userId);",
    replace: "",
    tests: [TWO_FACTOR, "server/src/auth/two-factor/codes.test.ts"],
  },
  {
    promise: "a passkey must ask for a fingerprint, a face or a PIN",
    file: "server/src/auth/passkeys/sign-in-with-passkey.ts",
    find: 'userVerification: "required"',
    replace: 'userVerification: "discouraged"',
    tests: [PASSKEY_SIGN_IN],
  },
  {
    promise: "a passkey can be renamed by its owner only",
    file: "server/src/auth/passkeys/rename-passkey.ts",
    find: "and(eq(passkeys.id, id), eq(passkeys.userId, caller.user.id));\n  const newName",
    replace: "and(eq(passkeys.id, id));\n  const newName",
    tests: ["server/src/auth/passkeys/routes.test.ts"],
  },
  {
    promise: "challenges are kept as hashes",
    file: "server/src/auth/better-auth/plugin.ts",
    find: 'verification: { storeIdentifier: "hashed" },',
    replace: "",
    tests: [TWO_FACTOR],
  },
  {
    promise: "a session that is used all day is renewed",
    file: "server/src/session/statements.ts",
    find: "lastSeenAt: sql`now()`, updatedAt: sql`${updatedAt}`",
    replace: "lastSeenAt: sql`now()`, updatedAt: sql`now()`",
    tests: [LIFETIME],
  },
  {
    promise: "one account's many sessions end nobody else's",
    file: "server/src/session/statements.ts",
    find: 'where ${userId} = ${sql.placeholder("userId")} and (${lastSeenAt}',
    replace: "where (${lastSeenAt}",
    tests: ["server/src/auth/account/bounds.test.ts"],
  },
  {
    promise: "a deleted account's sessions count for nothing while they're being removed",
    file: "server/src/session/statements.ts",
    find: "isNull(users.deletedAt),",
    replace: "",
    tests: ["server/src/auth/account/bounds.test.ts"],
  },
];
