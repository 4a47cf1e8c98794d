import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readStarter } from "../project/starter.ts";
import { noteIn } from "./releases.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("has a section for the starter's version first, with its day and a note on upgrading", () => {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const [, version] = /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$/m.exec(changelog) ?? [];
  expect(version).toBe(readStarter(root).version);
  expect(noteIn(changelog, `${version}`)).not.toBe("");
});
