import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What a visitor downloads before the sign-in form shows, gzipped. */
export const SIGN_IN_BUDGET_KIB = 130;

/** Fails a build whose sign-in form needs more script than the budget. */
export function scriptBudget(): Plugin {
  return {
    name: "script-budget",
    // after the last change to the code
    enforce: "post",
    generateBundle(_options, bundle) {
      const needed = new Set<string>();
      const add = (file: string) => {
        const chunk = bundle[file];
        if (chunk?.type !== "chunk" || needed.has(file)) return;
        needed.add(file);
        for (const imported of chunk.imports) add(imported);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === "chunk" && chunk.isEntry) add(chunk.fileName);

      let bytes = 0;
      for (const file of needed) {
        const chunk = bundle[file];
        if (chunk?.type === "chunk") bytes += gzipSync(chunk.code).length;
      }
      const size = Math.ceil(bytes / 1024);
      if (size > SIGN_IN_BUDGET_KIB) {
        this.error(`The sign-in form needs ${size} KiB of gzipped script; the budget is ${SIGN_IN_BUDGET_KIB} KiB.`);
      }
    },
  };
}
