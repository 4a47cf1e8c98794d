import { Value } from "@sinclair/typebox/value";
import { describe, expect, it } from "vitest";
import { findErrors } from "../validation.ts";
import { EmailSchema, NameSchema, newPasswordSchema, PASSWORD_MAX_LENGTH } from "./common.ts";

describe("an email address", () => {
  it.each([
    "ada@example.com",
    "Ada.Lovelace@Example.COM",
    "ada+news@sub.example.co.uk",
    "o'neill_1-2@xn--caf-dma.com",
    "a@b.co",
    `${"a".repeat(64)}@example.com`,
  ])("may be %j", (email) => {
    expect(findErrors(EmailSchema, email)).toEqual([]);
  });

  it.each([
    ["has nothing in it", ""],
    ["has no @", "ada.example.com"],
    ["has two @", "ada@home@example.com"],
    ["has no dot in the domain", "ada@localhost"],
    ["begins with a dot", ".ada@example.com"],
    ["ends with a dot before the @", "ada.@example.com"],
    ["has two dots together", "ada..l@example.com"],
    ["has a space around it", " ada@example.com"],
    ["has a display name", "Ada <ada@example.com>"],
    ["has a second header behind a line break", "ada@example.com\r\nBcc: eve@example.com"],
    ["ends with a line break", "ada@example.com\n"],
    ["has a NUL", "ada\0@example.com"],
    ["has a lone surrogate", "ada\ud800@example.com"],
    ["has a fullwidth letter", "ａda@example.com"],
    ["has a fullwidth @", "ada＠example.com"],
    ["has a fullwidth dot", "ada@example．com"],
    ["has a Cyrillic look-alike", "аda@example.com"],
    ["has a letter that lower-cases to ASCII", "ada@example.com".replace("x", "\u212a")],
    ["has a quoted local part", '"ada"@example.com'],
    ["has an IP address for a domain", "ada@[127.0.0.1]"],
    ["has a local part of 65 characters", `${"a".repeat(65)}@example.com`],
    ["has 255 characters", `ada@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example.com`],
  ])("is refused where it %s", (_what, email) => {
    expect(Value.Check(EmailSchema, email)).toBe(false);
  });

  it.each([[["ada@example.com"]], [{ $ne: null }], [42], [null], [true]])(
    "is refused where it is %j, not text",
    (email) => {
      expect(Value.Check(EmailSchema, email)).toBe(false);
    },
  );
});

describe("a new password", () => {
  const schema = newPasswordSchema();

  it.each([
    ["8 characters", "garten12"],
    ["64 characters", "p".repeat(64)],
    ["128 characters", "p".repeat(128)],
    ["256 emoji", "🥐".repeat(256)],
    ["spaces, at the ends too", "  flat   white "],
    ["8 emoji", "🥐🥐🥐🥐🥐🥐🥐🥐"],
    ["one kind of character only", "lowercase"],
    ["letters of another alphabet", "парольпароль"],
  ])("may have %s", (_what, password) => {
    expect(findErrors(schema, password)).toEqual([]);
  });

  it.each([
    ["7 characters", "garten1"],
    ["7 emoji, which are 14 UTF-16 units", "🥐🥐🥐🥐🥐🥐🥐"],
    ["more characters than the maximum", "p".repeat(PASSWORD_MAX_LENGTH + 1)],
    ["more emoji than the maximum", "🥐".repeat(PASSWORD_MAX_LENGTH + 1)],
    ["a NUL", "garten\0und blumen"],
    ["a line break", "garten\r\nund blumen"],
    ["a lone surrogate", "garten und \ud800 blumen"],
  ])("is refused with %s", (_what, password) => {
    expect(findErrors(schema, password)).toHaveLength(1);
  });

  it("says how many characters it needs, in UTF-16 units or out of them", () => {
    const needsTen = newPasswordSchema(10);
    expect(findErrors(needsTen, "123456789")).toEqual([{ path: "", message: "Use at least 10 characters" }]);
    expect(findErrors(needsTen, "🥐".repeat(9))).toEqual([{ path: "", message: "Use at least 10 characters" }]);
  });
});

describe("a name", () => {
  it.each([
    "",
    "Ada",
    "Zoë Müller-Łukasz",
    "李小龍",
    "👩‍🍳 Ada",
    "<b>Ada</b>",
    "👩".repeat(100),
    ` ${"A".repeat(100)} `,
  ])("may be %j", (name) => {
    expect(Value.Check(NameSchema, name)).toBe(true);
  });

  it.each(["Ada\0", "Ada\r\nSet-Cookie: a=b", "Ada\u001b[31m", "Ada\udfff", "A".repeat(101), "👩".repeat(101)])(
    "may not be %j",
    (name) => {
      expect(Value.Check(NameSchema, name)).toBe(false);
    },
  );
});
