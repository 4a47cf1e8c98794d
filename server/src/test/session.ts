import type { Session } from "@cafe-app-ai/shared/auth/sessions";
import { expect } from "vitest";
import type { TestApp } from "./build-test-app.ts";
import { PASSWORD } from "./factories.ts";

type Requests = Pick<TestApp, "request">;
type Headers = Record<string, string>;

export const signIn = ({ request }: Requests, email: string, password = PASSWORD, headers: Headers = {}) =>
  request.post("/api/auth/signin").set(headers).send({ email, password });

/** A route that needs a session, and the one that only looks for one. */
export const readDashboard = ({ request }: Requests, headers: Headers) =>
  request.get("/api/dashboard/data").set(headers);
export const readSession = ({ request }: Requests, headers: Headers) => request.get("/api/auth/session").set(headers);

/** Without a socket in between, requests arrive in the same turn of the event loop. */
export async function readSessionAtOnce({ app }: Pick<TestApp, "app">, headers: Headers) {
  const response = await app.inject({ url: "/api/auth/session", headers });
  const data: Session | null = response.json().data;
  return { user: data?.user, headers: { "set-cookie": [response.headers["set-cookie"] ?? []].flat() } };
}

export const isSignedIn = async (app: Requests, headers: Headers) =>
  (await readSession(app, headers).expect(200)).body.data !== null;

/** An answer's status, and its error's code if it is one. */
export const outcome = ({ status, body }: { status: number; body: { error: { code: string } | null } }) =>
  `${status} ${body.error?.code ?? ""}`.trim();

/** The two ways to send a session's token. */
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
export const cookie = (token: string, name = "__Host-session"): Headers => ({
  cookie: `${name}=${encodeURIComponent(token)}`,
});

/** Neither a route that needs a session nor one that only looks takes these headers for one. */
export async function expectSignedOut(app: Requests, headers: Headers): Promise<void> {
  const dashboard = await readDashboard(app, headers);
  expect(outcome(dashboard)).toBe("401 UNAUTHENTICATED");
  expect(dashboard.headers["www-authenticate"]).toBe("Bearer");
  const session = await readSession(app, headers).expect(200);
  expect(session.body).toEqual({ status: "success", data: null, error: null });
}

/** The attributes of the cookie that an answer sets, by their names in lower case. */
export function setCookie(headers: Record<string, unknown>) {
  const [header, ...others] = (headers["set-cookie"] ?? []) as string[];
  if (header === undefined) return undefined;
  expect(others).toEqual([]);
  const [pair = "", ...attributes] = header.split("; ");
  const [, name, value = ""] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
  const named = attributes.map((attribute) => attribute.split("="));
  return {
    name,
    value: decodeURIComponent(value),
    attributes: Object.fromEntries(named.map(([key = "", text = ""]) => [key.toLowerCase(), text])),
  };
}
