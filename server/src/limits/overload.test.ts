import { connect, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });
const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

/** Holds a table while the work runs: whatever needs it waits, a second at most. */
async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: app.databaseUrl });
  await holder.connect();
  try {
    await holder.query(`begin; lock table ${table} in access exclusive mode`);
    return await work();
  } finally {
    await holder.end();
  }
}

it("refuses what is too much at once before it costs anything, and goes on answering that it's alive", async () => {
  const { headers } = await signUpUser(app);
  const alive: number[] = [];
  const answers = await whileLocked("sessions", async () => {
    let over = false;
    const sent = Promise.all(
      times(170, () => get("/api/auth/sessions", { ...headers, origin: CLIENT_ORIGIN })),
    ).finally(() => {
      over = true;
    });
    // for as long as every place is taken
    while (!over) alive.push((await get("/health/live")).status);
    return sent;
  });
  expect(new Set(alive)).toEqual(new Set([200]));
  expect(answers.every(({ status }) => status === 503)).toBe(true);
  const refused = answers.filter((answer) => answer.headers.get("retry-after") === "1");
  expect(refused.length).toBeGreaterThanOrEqual(90);
  expect(refused.length).toBeLessThan(170);
  // a page can read it
  expect(refused[0]?.headers.get("access-control-allow-origin")).toBe(CLIENT_ORIGIN);
  expect(await refused[0]?.json()).toMatchObject({
    error: { code: "SERVICE_UNAVAILABLE", requestId: expect.any(String) },
  });
  // the others have given their places back
  expect((await get("/api/auth/sessions", headers)).status).toBe(200);
});

it("lets a burst wait for a moment rather than refuse it", async () => {
  const answers = await Promise.all(times(100, () => get("/api/auth/config")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it("keeps no place for bodies that don't come", async () => {
  const { hostname, port } = new URL(app.url);
  const head =
    "POST /api/auth/forgot-password HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n";
  const slow = await Promise.all(
    times(
      80,
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(Number(port), hostname, () => socket.write(head, () => resolve(socket)));
          socket.on("error", () => {});
        }),
    ),
  );
  await vi.waitFor(async () => expect((await get("/api/auth/config")).status).toBe(200), { timeout: 15_000 });
  for (const socket of slow) socket.destroy();
});

it("serves those who are connected while new connections keep coming", async () => {
  const { hostname, port } = new URL(app.url);
  let over = false;
  const connectInEachTurn = () => {
    if (over) return;
    const socket = connect(Number(port), hostname, () => socket.destroy());
    socket.on("error", () => {});
    setImmediate(connectInEachTurn);
  };
  connectInEachTurn();
  try {
    const statuses: number[] = [];
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await get("/api/auth/config")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  } finally {
    over = true;
  }
});

it.each(["/health/live", "/api/auth/config"])(
  "answers a hundred requests for %s that one connection sends ahead, and cuts off one that sends a thousand",
  async (path) => {
    const { hostname, port } = new URL(app.url);
    const ask = async (count: number) => {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      let text = "";
      socket.on("data", (data) => {
        text += data;
      });
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(count));
      const answers = () => text.split("HTTP/1.1 200").length - 1;
      await vi.waitFor(() => expect(socket.destroyed || answers() === count).toBe(true), 10_000);
      return { answers: answers(), cut: socket.destroyed, socket };
    };
    const few = await ask(100);
    expect(few).toMatchObject({ answers: 100, cut: false });
    few.socket.destroy();
    expect(await ask(1000)).toMatchObject({ cut: true });
  },
);

it("works on five exports of one user at once, and on anybody else's", async () => {
  const [one, other] = [await signUpUser(app), await signUpUser(app)];
  await whileLocked("activity", async () => {
    const sent = Promise.all(times(6, () => get("/api/auth/export", one.headers)));
    expect((await get("/api/auth/export", other.headers)).status).toBe(503);
    const answers = await sent;
    expect(answers.map(({ status }) => status).sort()).toEqual([429, 503, 503, 503, 503, 503]);
    expect(answers.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("5");
  });
  expect((await get("/api/auth/export", one.headers)).status).toBe(200);
});
