import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { identifyProcess, isRunning } from "./lock.ts";

it("tells a process from an earlier one with the same id, where the system says when each started", async () => {
  const identity = identifyProcess(process.pid) ?? "";
  expect(isRunning(identity)).toBe(true);
  const stat = await readFile("/proc/self/stat", "utf8").catch(() => undefined);
  if (stat === undefined) return expect(identity).toBe(`${process.pid}`);
  const [id, startTime] = identity.split(" ");
  expect(stat.split(" ")).toContain(startTime);
  expect(isRunning(`${id} ${Number(startTime) - 1}`)).toBe(false);
});

it("takes an id that no process has for one that has ended", () => {
  expect(isRunning("")).toBe(false);
  expect(isRunning("0")).toBe(false);
  expect(isRunning(`${2 ** 31 - 1}`)).toBe(false);
});
