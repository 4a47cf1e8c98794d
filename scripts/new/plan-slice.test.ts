import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { planSlice } from "./plan-slice.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Not the project's, whatever it has by now. */
const NAME = "quokka-sightings";
const plan = (name: string, fields = ["name:text"], singular?: string) => planSlice(root, { name, fields, singular });

const EVERY_KIND = [
  "name:text",
  "remarks:text",
  "contact:text?",
  "count:integer",
  "youngCount:integer?",
  "seenAt:time",
  "leftAt:time?",
  "day:date",
  "until:date?",
  "tagged:boolean",
  "reward:money",
  "tip:money?",
  "status:open|closed|no-show",
  "source:phone,walk-in?",
];

describe("a new feature", () => {
  it("has files under its own name on both sides, and a line wherever a feature has one", () => {
    const { files, changes } = plan(NAME, EVERY_KIND);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        "shared/src/quokka-sightings.ts",
        "server/src/quokka-sightings/routes.ts",
        "server/src/quokka-sightings/routes.test.ts",
        "client/src/quokka-sightings/quokka-sightings-page.tsx",
        "client/src/quokka-sightings/messages.de.ts",
        "client/e2e/quokka-sightings/quokka-sightings.spec.ts",
      ]),
    );
    const added = (file: string) => changes.get(file)?.text ?? "";
    expect(added("server/src/database/schema.ts")).toContain(
      'export const quokkaSightings = pgTable(\n  "quokka_sightings"',
    );
    expect(added("server/src/app.ts")).toContain(
      'signedIn.register(quokkaSightingsRoutes, { prefix: "/api/quokka-sightings", config })',
    );
    expect(added("server/src/auth/account/export-account.ts")).toMatch(/OwnedTable> = \{\n {2}quokkaSightings,/);
    expect(added("client/src/router.tsx")).toContain('path="/quokka-sightings/:panel?"');
    expect(added("client/src/shell/messages.de.ts")).toContain('quokkaSightings: "Quokka sightings", // to translate');
    expect(added("docs/architecture.md").match(/, `quokka-sightings` \| a feature/g)).toHaveLength(2);
  });

  it("has nothing of the template's own names left, and has every field", () => {
    const { files, changes } = plan(NAME, EVERY_KIND);
    const texts = [...files, ...[...changes].map(([file, { text }]) => [file, text] as const)];
    for (const [file, text] of texts) {
      expect(text, file).not.toMatch(
        /plain.?thing|\b(main|some|maybe).?(text|integer|time|date|flag|money|choice)|fields \*\/|\/\/ (end of )?fields/i,
      );
    }
    const schema = files.get("shared/src/quokka-sightings.ts") ?? "";
    for (const field of EVERY_KIND) expect(schema).toContain(` ${field.split(":")[0]}: `);
    expect(schema).toContain('QUOKKA_SIGHTING_STATUSES = ["open", "closed", "no-show"]');
  });

  it("has only what its fields need", () => {
    const { files } = plan(NAME);
    const fields = files.get("client/src/quokka-sightings/quokka-sighting-fields.ts") ?? "";
    expect(fields).not.toMatch(/amount|whole-number|zoned-time/);
    expect([...files.keys()]).not.toContain("shared/src/day.ts");
  });

  it("can have a name of several words, and a singular of its own with the article that fits", () => {
    const { files } = plan("outdoor-sofas", ["name:text"], "outdoor-settee");
    const routes = files.get("server/src/outdoor-sofas/routes.ts") ?? "";
    expect(routes).toContain('signedInRoute("getOutdoorSettee", "outdoor-sofas", "Get an outdoor settee")');
  });
});

describe("a name", () => {
  it.each([
    ["rooms-", "lower-case letters"],
    ["Reservations", "lower-case letters"],
    ["réservations", "lower-case letters"],
    ["../x", "lower-case letters"],
    ["", "lower-case letters"],
    ["reservations2", "lower-case letters"],
    ["x".repeat(31), "lower-case letters"],
    ["news", "--singular"],
    ["settings", "exists. Choose another name."],
    ["sessions", "is taken: server/src/database/schema.ts has it"],
    ["pages", "is taken: client/src/shell/messages.ts has it"],
    ["class", "reserved"],
    ["classes", "reserved"],
    ["tests", "reserved"],
    ["plain-things", "reserved"],
    ["groups", "is already used in the generated code"],
    // the template's own type, test's constant, and what JavaScript has
    ["edits", "is already used in the generated code"],
    ["urls", "is already used in the generated code"],
    ["maps", "is already used in the generated code"],
    ["keys", "reserved"],
    ["is", "--singular"],
    ["session-summaries", "is taken: shared/src/auth/export.ts already has SessionSummarySchema"],
    ["emails", "is taken: server/src/auth/email/routes.ts has an operation called changeEmail"],
  ])("%j is refused: %s", (name, reason) => {
    expect(() => plan(name)).toThrow(reason);
  });

  it.each(["flat-maps", "input-modes"])("%j can be used: code has it only as .flatMap, or as inputMode=", (name) => {
    expect(() => plan(name)).not.toThrow();
  });
});

describe("a field", () => {
  it.each([
    ["quantity", '"quantity" isn\'t a field'],
    ["quantity:", "isn't a field"],
    ["quantity:number", '"number" isn\'t a field type'],
    ["Quantity:integer", "Use up to 30 letters"],
    ["starts_at:time", "Use up to 30 letters"],
    ["userId:text", "reserved"],
    ["createdAt:time", "reserved"],
    ["version:integer", "reserved"],
    ["class:text", "reserved"],
    ["name:text", 'two fields called "name"'],
    ["paid:boolean?", "can't be optional"],
    ["status:open", '"open" isn\'t a field type'],
    ["status:open|", `"" can't be a value`],
    ["status:open|open", 'status has the value "open" twice'],
    ["status:open|it's", `"it's" can't be a value`],
    ['status:open|"x"', "can't be a value"],
    ["then:text", "reserved"],
    ["escape:text", "reserved"],
    ["list:long|short", "reserved"],
  ])("%j is refused: %s", (field, reason) => {
    expect(() => plan(NAME, ["name:text", field])).toThrow(reason);
  });

  it("may be called like another's plural, unless both are choices", () => {
    expect(() => plan(NAME, ["name:text", "cities:text", "city:text"])).not.toThrow();
    expect(() => plan(NAME, ["name:text", "cities:a|b", "city:a|b"])).toThrow('would be called "cities" in the plural');
  });

  it("that comes first must be required text, because it names a row", () => {
    for (const fields of [[], ["name:text?"], ["quantity:integer", "name:text"]]) {
      expect(() => plan(NAME, fields)).toThrow("The first field names each row");
    }
  });
});
