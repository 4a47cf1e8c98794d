import { argon2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { hash } from "@node-rs/argon2";
import { readOptions } from "../src/commands/read-options.ts";

const USAGE = `Usage: npm run bench:passwords

Compares argon2id (19 MiB, two passes) by the library with Node's own, in turn.`;

readOptions(USAGE);

const PASSWORD = "correct horse battery staple";
const ROUNDS = 3;
const ROUND_MS = 2000;
const nodeArgon2 = promisify(argon2);

const candidates = {
  "@node-rs/argon2": () => hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  "node:crypto": () =>
    nodeArgon2("argon2id", {
      message: PASSWORD,
      nonce: randomBytes(16),
      parallelism: 1,
      tagLength: 32,
      memory: 19_456,
      passes: 2,
    }),
};

for (const atOnce of [1, 2, 16]) {
  const totals: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(candidates))
      totals[name] = (totals[name] ?? 0) + (await count(work, atOnce));
  }
  const baseline = totals["node:crypto"] ?? 0;
  for (const [name, total] of Object.entries(totals)) {
    const perSecond = Math.round(total / ((ROUNDS * ROUND_MS) / 1000));
    console.log(`${atOnce} at once  ${name.padEnd(16)} ${perSecond}/s  ×${(total / baseline).toFixed(2)}`);
  }
}

async function count(work: () => Promise<unknown>, atOnce: number): Promise<number> {
  const end = performance.now() + ROUND_MS;
  let done = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
