import supertest from "supertest";
import { beforeAll, expect, inject, it } from "vitest";
import { createDatabase } from "../../database/client.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { createTestDatabase } from "../../test/database/database.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { runServer } from "../../test/run-program.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { setUpTwoFactor } from "../../test/two-factor/two-factor.ts";

type Line = Record<string, unknown>;

/** What a server wrote, at its most talkative, while somebody used every kind of two-factor code. */
let lines: Line[];
let userId: string;
const secrets: Record<string, string> = {};

beforeAll(async () => {
  const database = await createTestDatabase(inject("postgresUrl"));
  const db = createDatabase({ url: database.url, max: 2 });
  try {
    await using server = await runServer({ DATABASE_URL: database.url, LOG_LEVEL: "trace" });
    const app = { request: supertest(server.url) };
    const { request } = app;
    const post = (path: string, body?: object, headers = {}) =>
      request.post(`/api/auth/${path}`).set(headers).send(body);
    const person = await signUpUser(app);
    userId = person.user.id;

    const { secret, recoveryCodes } = await setUpTwoFactor(app, person.headers);
    const [recoveryCode = "", wrongRecoveryCode] = [recoveryCodes[0], "aaaaa-aaaaa"];
    const first = codeOf(secret);
    const { body } = await post("two-factor/confirm", { code: first }, person.headers).expect(200);
    const headers = { authorization: `Bearer ${body.data.sessionToken}` };
    const askFor = async (): Promise<string> =>
      (await post("signin", { email: person.email, password: PASSWORD }).expect(202)).body.data.twoFactor.challenge;
    const challenge = await askFor();
    await post("signin/two-factor", { code: wrongRecoveryCode, challenge }).expect(401);
    const second = codeOf(secret, Date.now() + 30_000);
    await post("signin/two-factor", { code: second, challenge }).expect(200);
    await post("signin/two-factor", { code: second, challenge }).expect(400);
    await post("signin/two-factor", { code: recoveryCode, challenge: await askFor() }).expect(200);
    await post("two-factor/recovery-codes", { password: PASSWORD }, headers).expect(200);

    const authenticator = new Authenticator();
    await addPasskey(app, headers, authenticator);
    const asked = await askForOptions(app, "signin/passkey/options");
    const others = await askForOptions(app, "signin/passkey/options");
    // it signs one challenge, and the browser's cookie is of another
    await post("signin/passkey", { response: authenticator.sign(others.options) }, { cookie: asked.cookie }).expect(
      401,
    );
    const broken = await askForOptions(app, "passkeys/options", headers);
    const cookies = { ...headers, cookie: broken.cookie };
    await post("passkeys", { name: "x", response: authenticator.register(others.options) }, cookies).expect(400);
    await post("signin/passkey", { response: authenticator.sign(others.options) }, { cookie: others.cookie }).expect(
      200,
    );
    // what a statement carried must not be in its error
    for (const table of ["passkeys", "two_factors"]) {
      const open = { ...(await askForOptions(app, "signin/passkey/options")), challenge: await askFor() };
      await db.execute(`alter table ${table} rename to away`);
      await post("signin/passkey", { response: authenticator.sign(open.options) }, { cookie: open.cookie });
      await post("signin/two-factor", { code: second, challenge: open.challenge });
      await db.execute(`alter table away rename to ${table}`);
    }
    await request.delete("/api/auth/two-factor").set(headers).send({ password: PASSWORD }).expect(200);
    Object.assign(secrets, { secret, recoveryCode, wrongRecoveryCode, first, second });
    for (const [name, value] of Object.entries({ challenge, cookie: asked.cookie, other: others.cookie })) {
      const [identifier = "", signature = ""] = value.replace(/^[^=]*=(?=.)/, "").split(".");
      Object.assign(secrets, { [`${name}'s identifier`]: identifier, [`${name}'s signature`]: signature });
    }
    for (const { options } of [asked, others, broken]) secrets[options.challenge] = options.challenge;
    server.signal("SIGTERM");
    const { output } = await server.ended;
    lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    await db.$client.end();
    await database.drop();
  }
  // a server of its own, and a dozen passwords
}, 60_000);

it("has a line for each event, with whose it is", () => {
  const events = lines
    .filter((line) => line.userId === userId)
    .map(({ event, by }) => (by ? `${event} by ${by}` : event));
  for (const event of [
    "two-factor set up",
    "two-factor on",
    "signed in by two-factor",
    "signed in by recovery code",
    "recovery codes renewed",
    "two-factor off",
    "passkey added",
    "signed in by passkey",
  ]) {
    expect(events).toContain(event);
  }
  expect(lines.filter(({ event }) => event === "two-factor code requested").length).toBeGreaterThanOrEqual(2);
  expect(lines.filter(({ event }) => event === "refused").length).toBeGreaterThanOrEqual(2);
});

it("says what was wrong with a passkey, without its challenge", () => {
  expect(JSON.stringify(lines)).toContain('Unexpected authentication response challenge \\"…\\", expected \\"…\\"');
});

it("has no secret, no code and no challenge in it", () => {
  // six digits are sooner or later part of a time or an id
  const output = JSON.stringify(lines.map(({ time, responseTime, requestId, pid, ...line }) => line));
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(5);
    expect({ name, found: output.includes(secret) || output.includes(encodeURIComponent(secret)) }).toEqual({
      name,
      found: false,
    });
  }
});
