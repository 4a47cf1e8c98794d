import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What a visitor downloads before the sign-in form shows, gzipped. */
export const SIGN_IN_BUDGET_KIB = 130;

/** Fails a build whose sign-in form needs more script than the budget: what index.html names, as it's served. */
export function scriptBudget(): Plugin {
  return {
    name: "script-budget",
    async writeBundle({ dir = "" }) {
      const html = await readFile(join(dir, "index.html"), "utf8");
      const scripts = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = ""]) => join(dir, path));
      const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await readFile(script)).length));
      const kib = sizes.reduce((sum, size) => sum + size, 0) / 1024;
      if (kib > SIGN_IN_BUDGET_KIB) {
        this.error(
          `The sign-in form needs ${kib.toFixed(1)} KiB of gzipped script; the budget is ${SIGN_IN_BUDGET_KIB} KiB.`,
        );
      }
    },
  };
}
