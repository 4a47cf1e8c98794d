import { Value } from "@sinclair/typebox/value";
import { describe, expect, it } from "vitest";
import { IdSchema, Nullable, StringEnum, TimeSchema, TimezoneSchema } from "./common.ts";

describe("a time zone", () => {
  it.each([
    "UTC",
    "Europe/Berlin",
    "America/Argentina/Buenos_Aires",
    "Pacific/Kiritimati",
    "Etc/GMT+5",
    "Asia/Calcutta",
    "CET",
    "europe/berlin",
  ])("may be %s", (timezone) => {
    expect(Value.Check(TimezoneSchema, timezone)).toBe(true);
  });

  it("may be every zone that a browser can have", () => {
    const refused = Intl.supportedValuesOf("timeZone").filter((timezone) => !Value.Check(TimezoneSchema, timezone));
    expect(refused).toEqual([]);
  });

  it.each([
    "",
    "Berlin",
    "Europe/Atlantis",
    "+02:00",
    "GMT+2",
    "PST",
    "pst",
    "Europe/Berlin\0",
    "../../etc/passwd",
    "Europe/Berlin'; drop table users; --",
    "E".repeat(10_000),
  ])("may not be %j", (timezone) => {
    expect(Value.Check(TimezoneSchema, timezone)).toBe(false);
  });
});

it("knows a UUID", () => {
  expect(Value.Check(IdSchema, "0d9e9a5a-5a3b-4b9e-8f4f-6f1f6a9f3c11")).toBe(true);
  expect(Value.Check(IdSchema, "0d9e9a5a-5a3b-4b9e-8f4f-6f1f6a9f3c1")).toBe(false);
  expect(Value.Check(IdSchema, "1")).toBe(false);
});

it("knows a time", () => {
  expect(Value.Check(TimeSchema, "2026-03-29T01:30:00.000Z")).toBe(true);
  expect(Value.Check(TimeSchema, "2026-03-29")).toBe(false);
  expect(Value.Check(TimeSchema, "2026-13-29T01:30:00.000Z")).toBe(false);
});

it("documents an enumeration as one, and lets nothing else in", () => {
  const schema = StringEnum(["open", "closed"], { default: "open" });
  expect(JSON.parse(JSON.stringify(schema))).toEqual({ type: "string", enum: ["open", "closed"], default: "open" });
  expect(Value.Check(schema, "closed")).toBe(true);
  expect(Value.Check(schema, "Closed")).toBe(false);
  expect(Value.Check(schema, ["open"])).toBe(false);
});

it("documents what may be null with two types", () => {
  expect(Nullable(IdSchema)).toMatchObject({ type: ["string", "null"], format: "uuid" });
});
