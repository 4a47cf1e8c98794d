import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const nameOf = async (headers: Record<string, string>) =>
  (await app.request.get("/api/auth/session").set(headers).expect(200)).body.data.user.name;

describe("a window that still shows somebody else", () => {
  it.each(["somebody else's id", "nonsense", ""])("changes nothing when it names %j", async (named) => {
    const other = await signUpUser(app);
    const { headers } = await signUpUser(app, { name: "Bea" });
    const shown = { ...headers, "x-user-id": named.startsWith("somebody") ? other.user.id : named };

    const { body } = await app.request.patch("/api/auth/user").set(shown).send({ name: "Ana" }).expect(409);

    expect(body.error).toMatchObject({ code: "SESSION_CHANGED" });
    expect(await nameOf(headers)).toBe("Bea");
  });

  it("is told so before its body is looked at", async () => {
    const other = await signUpUser(app);
    const { headers } = await signUpUser(app);
    const shown = { ...headers, "x-user-id": other.user.id };
    await app.request.patch("/api/auth/user").set(shown).send({ colour: "red" }).expect(409);
  });

  it("signs nobody out", async () => {
    const other = await signUpUser(app);
    const { headers } = await signUpUser(app, { name: "Bea" });
    const { body } = await app.request
      .post("/api/auth/signout")
      .set({ ...headers, "x-user-id": other.user.id })
      .expect(409);
    expect(body.error.code).toBe("SESSION_CHANGED");
    expect(await nameOf(headers)).toBe("Bea");
  });

  it("is signed out where nobody has signed in since", async () => {
    const { headers, user } = await signUpUser(app);
    const own = { ...headers, "x-user-id": user.id.toUpperCase() };
    await app.request.post("/api/auth/signout").set(own).expect(200);
    await app.request.post("/api/auth/signout").set(own).expect(200);
  });

  it("can see from every answer whose it is, in a page too", async () => {
    const { headers, user } = await signUpUser(app);
    const own = { ...headers, "x-user-id": user.id, origin: CLIENT_ORIGIN };
    const changed = await app.request.patch("/api/auth/user").set(own).send({ name: "Ana" }).expect(200);
    const read = await app.request.get("/api/dashboard/data").set(headers).set("origin", CLIENT_ORIGIN).expect(200);
    const same = await app.request
      .get("/api/dashboard/data")
      .set({ ...headers, "if-none-match": String(read.headers.etag) })
      .expect(304);
    for (const answer of [changed, read, same]) expect(answer.headers["x-user-id"]).toBe(user.id);
    expect(read.headers["access-control-expose-headers"]).toContain("X-User-Id");
    const preflight = await app.request.options("/api/auth/user").set({
      origin: CLIENT_ORIGIN,
      "access-control-request-method": "PATCH",
      "access-control-request-headers": "x-user-id",
    });
    expect(preflight.headers["access-control-allow-headers"]).toContain("X-User-Id");
  });

  it("finds it in the documentation of every route that changes something for a session", async () => {
    type Operation = { security?: unknown[]; parameters?: { in: string; name: string }[]; responses: object };
    const { body } = await app.request.get("/api/openapi.json").expect(200);
    const operations = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
    );
    const changing = operations.filter(({ method, security }) => method !== "get" && security?.length);
    expect(changing.length).toBeGreaterThan(10);
    for (const { path, parameters, responses } of changing) {
      expect({ path, parameters }).toMatchObject({
        parameters: expect.arrayContaining([expect.objectContaining({ in: "header", name: "x-user-id" })]),
      });
      expect({ path, statuses: Object.keys(responses) }).toEqual({ path, statuses: expect.arrayContaining(["409"]) });
    }
  });
});
