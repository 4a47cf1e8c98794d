import { describe, expect, it } from "vitest";
import { findErrors } from "../validation.ts";
import { CodeSchema, TwoFactorCodeSchema } from "./two-factor.ts";

describe("a code", () => {
  it.each(["123456", " 123 456 ", "1 2 3 4 5 6\t"])("of the app may be %j", (code) => {
    expect(findErrors(CodeSchema, code)).toEqual([]);
    expect(findErrors(TwoFactorCodeSchema, code)).toEqual([]);
  });

  it.each(["ab3de-fg7hj", " AB3DE-FG7HJ "])("for recovery may be %j", (code) => {
    expect(findErrors(TwoFactorCodeSchema, code)).toEqual([]);
    expect(findErrors(CodeSchema, code)).toHaveLength(1);
  });

  it.each(["", "12345", "1234567", "ab3de fg7hj", "ab3de-fg7hj 123456", "１２３４５６"])("may not be %j", (code) => {
    expect(findErrors(TwoFactorCodeSchema, code)).toHaveLength(1);
  });
});
