import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { atMost, type Drill, type Finding, mustBe } from "./support/drill.ts";
import { percentile, startLoad, statuses } from "./support/load.ts";
import { type Person, signUp, startApi, startDatabase } from "./support/world.ts";

const MIB = 1024 * 1024;

/** Sockets to the API that have sent this much. */
async function open(url: string, count: number, sent: string): Promise<Socket[]> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect(Number(port), hostname);
    // a reset is one way of being closed
    socket.on("error", () => {});
    socket.resume();
    await once(socket, "connect");
    socket.write(sent);
    sockets.push(socket);
  }
  return sockets;
}

export const idleConnections: Drill = {
  promise: "A thousand connections are kept open, and do nothing",
  run: async () => {
    await using database = await startDatabase();
    const metricsPort = await getPort();
    await using api = await startApi(database.url, { METRICS_PORT: String(metricsPort) });
    const memory = async () => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / MIB;
    };
    const alive = () => fetch(`${api.url}/health/live`);
    for (let times = 0; times < 500; times += 1) await (await alive()).arrayBuffer();
    const before = await memory();
    const sockets = await open(api.url, 1000, "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n");
    await sleep(2000);
    const cost = (await memory()) - before;
    const open1000 = sockets.filter(({ closed }) => !closed).length;
    const load = startLoad(5, () => alive);
    await sleep(2000);
    const outcomes = await load.stop();
    for (const socket of sockets) socket.destroy();
    return [
      mustBe("they stay open", open1000 === 1000, `${open1000}`),
      atMost("memory that they cost", cost, 100, "MiB"),
      mustBe(
        "others are served",
        outcomes.every(({ status }) => status === 200),
        statuses(outcomes),
      ),
    ];
  },
};

export const slowHeaders: Drill = {
  promise: "500 connections send their headers a byte at a time",
  run: () => drip("GET / HTTP/1.1\r\nx-slow: "),
};

export const slowBodies: Drill = {
  promise: "500 connections send their bodies a byte at a time",
  run: () =>
    drip(
      'POST /api/auth/forgot-password HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"email":"',
    ),
};

/** Begins requests, and goes on with a byte a second. */
async function drip(begin: string): Promise<Finding[]> {
  await using database = await startDatabase();
  await using api = await startApi(database.url);
  const [{ headers }] = (await signUp(api.url, 1)) as [Person];
  const began = performance.now();
  const sockets = await open(api.url, 500, begin);
  const drops = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write("x");
  }, 1000);
  const load = startLoad(5, () => () => fetch(`${api.url}/api/auth/sessions`, { headers }));
  await Promise.race([Promise.all(sockets.map((socket) => socket.closed || once(socket, "close"))), sleep(70_000)]);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(drops);
  const outcomes = await load.stop();
  for (const socket of sockets) socket.destroy();
  // those who are too slow give their places up after a second
  const later = outcomes.filter(({ startedAt }) => startedAt > began + 3000);
  return [
    atMost("all are closed after", seconds, 60, "s"),
    mustBe(
      "others are served meanwhile, once three seconds are over",
      later.every(({ status }) => status === 200),
      `${statuses(later)}; before: ${statuses(outcomes.filter((outcome) => !later.includes(outcome)))}`,
    ),
    atMost("p99 of their answers", percentile(outcomes, 0.99), 200, "ms"),
  ];
}
