import { expect, it } from "vitest";
import { InstantSchema, PlacedAtSchema } from "./instant.ts";
import { findErrors } from "./validation.ts";

it("says from which year on a time may be", () => {
  for (const schema of [InstantSchema, PlacedAtSchema]) {
    expect(findErrors(schema, "1900-01-01T00:00:00Z")).toEqual([]);
    expect(findErrors(schema, "1899-12-31T23:59:59Z")).toEqual([
      { path: "", message: expect.stringContaining("from 1900") },
    ]);
  }
});
