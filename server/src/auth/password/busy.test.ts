import { connect } from "node:net";
import { availableParallelism } from "node:os";
import { sql } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { limitsHit } from "../../metrics/registry.ts";
import { buildTestApp } from "../../test/build-test-app.ts";
import { useRealHashes } from "../../test/cheap-argon2.ts";
import { PASSWORD } from "../../test/factories.ts";

beforeAll(useRealHashes);

/** A sign-in with an email of its own, so that no account's limit answers. */
const payload = (n: number) => ({ email: `nobody.${n}@example.com`, password: PASSWORD });

it("refuses the sign-ins that the queue has no room for before they cost anything, and then takes new ones", async () => {
  const app = await buildTestApp({ DATABASE_POOL_MAX: "3" });
  const signIn = (n: number) => app.app.inject({ method: "POST", url: "/api/auth/signin", payload: payload(n) });
  const room = availableParallelism() + 64;

  const answers = await Promise.all(Array.from({ length: room + 150 }, (_, n) => signIn(n)));

  const refused = answers.filter(({ statusCode }) => statusCode === 503);
  expect(refused.length).toBeGreaterThanOrEqual(150);
  for (const { headers } of refused) expect(headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  const { rows } = await app.db.execute<{ points: number }>(sql`select points from rate_limits where key like 'ip:%'`);
  expect(rows[0]?.points).toBeLessThanOrEqual(room);
  expect((await signIn(1000)).statusCode).toBe(401);
  await app.close();
});

it("lets nobody keep others out by holding back the bodies of their requests", async () => {
  const app = await buildTestApp();
  const { hostname, port } = new URL(app.url);
  const head =
    "POST /api/auth/signin HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";
  const held = Array.from({ length: availableParallelism() + 74 }, () => connect(Number(port), hostname));
  let refused = 0;
  for (const socket of held) {
    socket.on("error", () => {});
    socket.on("data", () => refused++);
    socket.write(head);
  }
  await vi.waitFor(() => expect(refused).toBe(10), { timeout: 5000, interval: 1 });
  let asked = 0;
  const signIn = () => app.request.post("/api/auth/signin").send(payload(asked++));
  expect((await signIn()).status).toBe(503);
  await vi.waitFor(async () => expect((await signIn()).status).toBe(401), 5000);
  for (const socket of held) socket.destroy();
  await app.close();
});

it("lets nobody keep others out by not reading the answers", async () => {
  const app = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "1" });
  const { hostname, port } = new URL(app.url);
  const body = JSON.stringify(payload(0));
  const signIn = `POST /api/auth/signin HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  await app.request.post("/api/auth/signin").send(payload(0)).expect(401);
  await app.request.post("/api/auth/signin").send(payload(0)).expect(429);
  const before = await limitedByIp();
  // far more than the sockets' buffers hold
  const unread = "GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(60);
  const perReader = 35;
  const readers = Array.from({ length: Math.ceil((availableParallelism() + 100) / perReader) }, () =>
    connect(Number(port), hostname).pause(),
  );
  for (const reader of readers) reader.write(unread + signIn.repeat(perReader));
  await vi.waitFor(async () => expect(await limitedByIp()).toBe(before + readers.length * perReader), 10_000);
  await app.request.post("/api/auth/signin").send(payload(0)).expect(429);
  for (const reader of readers) reader.destroy();
  await app.close();
});

async function limitedByIp(): Promise<number> {
  const { values } = await limitsHit.get();
  return values.find(({ labels }) => labels.limit === "ip")?.value ?? 0;
}
