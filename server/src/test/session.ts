import type { TestApp } from "./build-test-app.ts";
import { PASSWORD } from "./factories.ts";

type Requests = Pick<TestApp, "request">;
type Headers = Record<string, string>;

export const signIn = ({ request }: Requests, email: string, password = PASSWORD, headers: Headers = {}) =>
  request.post("/api/auth/signin").set(headers).send({ email, password });

export const isSignedIn = async ({ request }: Requests, headers: Headers) =>
  (await request.get("/api/auth/session").set(headers).expect(200)).body.data !== null;

/** An answer's status, and its error's code if it is one. */
export const outcome = ({ status, body }: { status: number; body: { error: { code: string } | null } }) =>
  `${status} ${body.error?.code ?? ""}`.trim();
