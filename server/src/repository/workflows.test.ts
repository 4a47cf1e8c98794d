import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FOLDER = new URL("../../../.github/workflows/", import.meta.url);

it("names each action by its commit, because whoever owns a tag can move it", () => {
  const workflows = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER), "utf8"));
  const actions = workflows.flatMap((text) => text.match(/uses: .*/g) ?? []);
  expect(actions.length).toBeGreaterThan(5);
  // Dependabot moves the version behind it too
  for (const action of actions) expect(action).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
