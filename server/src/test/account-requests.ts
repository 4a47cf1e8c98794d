import { randomUUID } from "node:crypto";
import type { TestApp } from "./build-test-app.ts";
import { PASSWORD } from "./factories.ts";

type Requests = Pick<TestApp, "request">;

export const newEmail = () => `${randomUUID()}@example.com`;

/** Requests to the app of a test file, or to another; what a body doesn't name is as in every other test. */
export const accountRequests = (app: () => Requests) => ({
  signUp: (body: object, { request }: Requests = app(), headers: Record<string, string> = {}) =>
    request
      .post("/api/auth/signup")
      .set(headers)
      .send({ email: newEmail(), password: PASSWORD, ...body }),
  signIn: (body: object, { request }: Requests = app(), headers: Record<string, string> = {}) =>
    request
      .post("/api/auth/signin")
      .set(headers)
      .send({ password: PASSWORD, ...body }),
});
