import { expect, it } from "vitest";
import { inOrderOfDays } from "./import-orders.ts";
import { readImport } from "./read-import.ts";

const HEADER = "item,category,quantity,total";
const file = (line: string, { bytes = 40_000, header = HEADER } = {}) =>
  Buffer.from(`${header}\n${line.repeat(bytes / line.length)}`);

/**
 * The longest that the work keeps the event loop busy at a stretch, milliseconds of processor time: the shortest of three,
 * because collecting garbage and compiling don't hit all of them.
 */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  return Math.min(await measureTurns(work), await measureTurns(work), await measureTurns(work));
}

async function measureTurns(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let over = false;
  let before = process.threadCpuUsage();
  const measure = () => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
    if (!over) setImmediate(measure);
  };
  measure();
  await work().catch(() => undefined);
  measure();
  over = true;
  return longest;
}

it.each([
  ["blank", file("\n")],
  ["blank, as on Windows", file("\r\n")],
  ["too short", file("a\n")],
  ["too long", file(`${",".repeat(200)}\n`)],
  ["right", file("a,b,1,1\n")],
  ["of one cell with many lines", file(`"${"\r\n".repeat(10_000)}",b,1,1\n`)],
  ["of thousands of cells", file(`${"1,".repeat(7000)}\n`, { header: HEADER + ",x".repeat(7000) })],
])("gives others their turn while it reads lines that are %s", { timeout: 60_000 }, async (_which, content) => {
  expect(await longestTurn(() => readImport(content, "EUR"))).toBeLessThan(50);
});

it("gives others their turn while it puts 100,000 orders of as many days in order", { timeout: 60_000 }, async () => {
  const order = { item: "a", category: "b", quantity: 1, totalCents: 1, currency: "EUR", status: "completed" } as const;
  const dayOf = (index: number) => new Date(Date.UTC(1900, 0, 1 + ((index * 7919) % 46_000))).toISOString();
  const orders = Array.from({ length: 100_000 }, (_, index) => ({ ...order, quantity: index, placedAt: dayOf(index) }));
  expect(await longestTurn(() => inOrderOfDays(orders))).toBeLessThan(50);
  const ordered = await inOrderOfDays(orders);
  expect(ordered).toHaveLength(orders.length);
  const isInOrder = ({ placedAt, quantity }: (typeof ordered)[number], index: number) => {
    const before = ordered[index - 1];
    return !before || before.placedAt < placedAt || (before.placedAt === placedAt && before.quantity < quantity);
  };
  expect(ordered.every(isInOrder)).toBe(true);
});

it("skips ten million blank lines in a few seconds, and still knows the line of what follows", async () => {
  const began = process.threadCpuUsage();
  const blank = 10_000_000;
  const content = Buffer.from(`${HEADER}\n${"\n".repeat(blank)}"two\r\n\nlines",b,0,1\n`);
  await expect(readImport(content, "EUR")).rejects.toMatchObject({ details: [{ line: blank + 2, path: "/quantity" }] });
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1000).toBeLessThan(15_000);
});
