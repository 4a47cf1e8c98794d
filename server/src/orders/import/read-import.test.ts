import { expect, it } from "vitest";
import { readImport } from "./read-import.ts";

const HEADER = "item,category,quantity,total";
const file = (line: string, { bytes = 40_000, header = HEADER } = {}) =>
  Buffer.from(`${header}\n${line.repeat(bytes / line.length)}`);

/** The longest that reading a file keeps the event loop busy at a stretch, milliseconds of processor time. */
async function longestTurn(content: Buffer): Promise<number> {
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
  await readImport(content, "EUR").catch(() => undefined);
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
  // collecting garbage and compiling don't hit all three
  const turns = [await longestTurn(content), await longestTurn(content), await longestTurn(content)];
  expect(Math.min(...turns)).toBeLessThan(50);
});

it("skips ten million blank lines in a few seconds, and still knows the line of what follows", async () => {
  const began = process.threadCpuUsage();
  const blank = 10_000_000;
  const content = Buffer.from(`${HEADER}\n${"\n".repeat(blank)}"two\r\n\nlines",b,0,1\n`);
  await expect(readImport(content, "EUR")).rejects.toMatchObject({ details: [{ line: blank + 2, path: "/quantity" }] });
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1000).toBeLessThan(15_000);
});
