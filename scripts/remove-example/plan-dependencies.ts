import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "./plan-removal.ts";

const WORKSPACES = ["server", "client"];
/** What another package needs beside it, though nothing imports it. */
const BESIDE: Record<string, string> = { recharts: "@mantine/charts" };

/**
 * Takes the packages that only removed files imported out of the workspaces' package.json.
 * @returns their names
 */
export function planDependencies(root: string, files: string[], { removed, written }: Plan): string[] {
  const gone = new Set(removed);
  const readNow = (file: string) => readFileSync(join(root, file), "utf8");
  const read = (file: string) => written.get(file) ?? readNow(file);
  const kept = new Set([...files.filter((file) => !gone.has(file)), ...written.keys()]);
  return WORKSPACES.flatMap((workspace) => {
    const isSource = (file: string) => file.startsWith(`${workspace}/`) && /\.(tsx?|css)$/.test(file);
    const before = files.filter(isSource).map(readNow);
    const after = [...kept].filter(isSource).map(read);
    const imports = (name: string) => (text: string) => text.includes(`"${name}"`) || text.includes(`"${name}/`);
    const isUnneeded = (name: string): boolean =>
      name in BESIDE ? isUnneeded(BESIDE[name] ?? "") : before.some(imports(name)) && !after.some(imports(name));
    const manifest = JSON.parse(read(`${workspace}/package.json`)) as { dependencies: Record<string, string> };
    const unneeded = Object.keys(manifest.dependencies).filter(isUnneeded);
    for (const name of unneeded) delete manifest.dependencies[name];
    if (unneeded.length > 0) written.set(`${workspace}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    return unneeded;
  });
}
