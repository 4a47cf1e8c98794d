import { expect, it } from "vitest";
import { readArguments } from "./read-arguments.ts";

it("reads a command, an email and options", () => {
  const { command, email, options } = readArguments(["create", "Ada@Example.com", "--name", "Ada", "--yes"]);
  expect({ command, email, options }).toMatchObject({
    command: "create",
    email: "ada@example.com",
    options: { name: "Ada", yes: true, mail: false },
  });
});

it.each([
  [],
  ["verify"],
  ["promote", "ada@example.com"],
  ["constructor", "ada@example.com"],
  ["verify", "ada@example.com", "now"],
  ["verify", "ada@example.com", "--mail"],
  ["verify", "ada@example.com", "--force"],
])("says how it is used: %j %j %j", (...parameters) => {
  expect(() => readArguments(parameters)).toThrow("Usage: npm run user -- <command> EMAIL [--yes]");
});
