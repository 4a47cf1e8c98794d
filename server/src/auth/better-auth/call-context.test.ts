import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { callContext, runInContext } from "./call-context.ts";

/** What a call sees that takes a while. */
async function see() {
  await turn();
  return callContext();
}

it("reaches what a call does, and no other call at the same moment", async () => {
  const [first, second] = await Promise.all([
    runInContext({ passwordHash: "first" }, see),
    runInContext({ passwordHash: "second" }, see),
  ]);
  expect(first).toEqual({ passwordHash: "first" });
  expect(second).toEqual({ passwordHash: "second" });
});

it("adds to what is set already, until the inner call is done", async () => {
  const failure = {};
  await runInContext({ failure }, async () => {
    expect(await runInContext({ passwordHash: "inner" }, see)).toEqual({ failure, passwordHash: "inner" });
    expect(callContext()).toEqual({ failure });
  });
});

it("is over with its call, also where that fails", async () => {
  await expect(
    runInContext({ passwordHash: "gone" }, async () => {
      throw new Error("refused");
    }),
  ).rejects.toThrow("refused");
  expect(await see()).toEqual({});
});
