import { randomUUID } from "node:crypto";
import type { Passkey } from "@cafe-app-ai/shared/auth/passkeys";
import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { Authenticator } from "./authenticator.ts";
import type { TestApp } from "./build-test-app.ts";

export const PASSWORD = "tulip art at 7";

/** A new account, signed in as curl would be. `headers` carry its session. */
export async function signUpUser(
  { request }: Pick<TestApp, "request">,
  { email = `${randomUUID()}@example.com`, name = "Ada" } = {},
) {
  const response = await request.post("/api/auth/signup").send({ email, password: PASSWORD, name }).expect(201);
  const { user, sessionToken, expiresAt } = response.body.data as SignedIn & { sessionToken: string };
  return { user, email, sessionToken, expiresAt, headers: { authorization: `Bearer ${sessionToken}` } };
}

/** Asks for WebAuthn options. @returns them, and the cookie that goes with the answer */
export async function askForOptions(
  { request }: Pick<TestApp, "request">,
  path: "passkeys/options" | "signin/passkey/options",
  headers: Record<string, string> = {},
) {
  const body = path === "passkeys/options" ? { password: PASSWORD } : undefined;
  const answer = await request.post(`/api/auth/${path}`).set(headers).send(body).expect(200);
  return { options: answer.body.data as { challenge: string }, cookie: cookieOf(answer) };
}

/** The first cookie that an answer sets, as a request sends it. */
export const cookieOf = ({ headers }: { headers: Record<string, unknown> }) =>
  `${(headers["set-cookie"] as string[] | undefined)?.[0]}`.split(";", 1)[0] ?? "";

/** A signed value with another signature. */
export const forged = (signed: string) => signed.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A"));

/** Adds a passkey to the account of these headers. */
export async function addPasskey(
  app: Pick<TestApp, "request">,
  headers: Record<string, string>,
  authenticator: Authenticator,
  name = "Laptop",
) {
  const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
  const body = { name, response: authenticator.register(options) };
  const answer = await app.request.post("/api/auth/passkeys").set(headers).set("cookie", cookie).send(body).expect(201);
  return answer.body.data as Passkey;
}
