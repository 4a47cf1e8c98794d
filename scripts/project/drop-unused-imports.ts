const IMPORT = /^import (type )?(?:(\w+)(, )?)?(?:\{([^}]*)\})? from "[^"]+";\n/gm;

/** Removes imports that the rest of the file doesn't use. */
export function dropUnusedImports(text: string): string {
  const rest = text.replace(IMPORT, "");
  const isUsed = (name: string) => new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(rest);
  return text.replace(IMPORT, (line, _type, first: string | undefined, _comma, list: string | undefined) => {
    if (list === undefined) return first === undefined || isUsed(first) ? line : "";
    const names = list.split(",").filter((entry) => entry.trim() !== "");
    const kept = names.filter((entry) => isUsed(entry.trim().split(/\s+/).at(-1) ?? ""));
    if (kept.length === names.length) return line;
    if (kept.length === 0 && first === undefined) return "";
    return line.replace(/\{[^}]*\}/, `{ ${kept.map((entry) => entry.trim()).join(", ")} }`);
  });
}
