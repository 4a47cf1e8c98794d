import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";

const core = dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.css"));
const read = (path: string) => readFileSync(path, "utf8");

/** Its exports by name: `export { Button } from "./components/Button/Button.mjs"`, or imported first. */
const exportsOfCore = new Map(
  [...read(join(core, "esm/index.mjs")).matchAll(/import \{([^}]+)\} from "(\.[^"]+)"/g)].flatMap(([, names, path]) =>
    (names ?? "").split(",").map((name) => [name.trim(), join(core, "esm", path ?? "")] as const),
  ),
);

test("every Mantine component in use has its styles in mantine.css", () => {
  const sources = [
    ...globSync(join(import.meta.dirname, "**/*.{ts,tsx}")),
    ...globSync(join(core, "../notifications/esm/**/*.mjs")),
    ...globSync(join(core, "../charts/esm/CompositeChart/*.mjs")),
  ];
  const used = sources.flatMap((source) =>
    [...read(source).matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap(([, names]) =>
      (names ?? "").split(","),
    ),
  );
  const modules = new Set<string>();
  for (const name of used) collectModules(exportsOfCore.get(name.trim()), modules);
  const classes = new Set([...modules].flatMap((path) => read(path).match(/\bm_[0-9a-f]+\b/g) ?? []));

  const needed = globSync(join(core, "styles/*.css"))
    .filter((path) => !path.endsWith(".layer.css"))
    .filter((path) => (read(path).match(/\bm_[0-9a-f]+\b/g) ?? []).some((name) => classes.has(name)))
    .map((path) => basename(path))
    .sort();
  const loaded = read(join(import.meta.dirname, "mantine.css")).match(/(?<=styles\/)[A-Z]\w+\.css/g) ?? [];

  expect(exportsOfCore.size).toBeGreaterThan(100);
  expect([...loaded].sort()).toEqual(needed);
});

function collectModules(path: string | undefined, seen: Set<string>): void {
  if (!path || seen.has(path)) return;
  seen.add(path);
  for (const [, next] of read(path).matchAll(/from "(\.[^"]+)"/g))
    collectModules(join(dirname(path), next ?? ""), seen);
}
