import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, refuseUncommitted } from "../project/git.ts";
import { readShades, shadesOf } from "./accent.ts";
import { type Identity, identityOf, readIdentity } from "./identity.ts";
import { type Rule, renameText, replacements } from "./replacements.ts";

type Options = { name: string; accent?: string; force?: boolean };

/**
 * Renames the project in a folder.
 * @returns the files it changed
 * @throws before it changes anything: where the name can't be used, or the work tree has changes
 */
export function renameProject(root: string, { name, accent, force = false }: Options): string[] {
  const from = readIdentity(root);
  const to = identityOf(name);
  if (!force) refuseUncommitted(root, "the rename");
  const texts = listFiles(root)
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
  const rules = [...replacements(from, to), ...(accent ? accentRules(root, accent) : [])];
  refuseTaken(texts, from, to);

  const changed = texts.flatMap(({ file, text }) => {
    const renamed = renameText(file, text, rules);
    if (renamed === text) return [];
    writeFileSync(join(root, file), renamed);
    return [file];
  });
  const [scope, newScope] = [from.slug, to.slug].map((slug) => join(root, "node_modules", `@${slug}`));
  if (scope !== newScope && scope && newScope && existsSync(scope)) renameSync(scope, newScope);
  return changed;
}

/** A word that is there already couldn't be told from the name when it's changed once more. */
function refuseTaken(texts: { file: string; text: string }[], from: Identity, to: Identity): void {
  const nothing = { product: "", slug: "", short: "" };
  const current = replacements(from, nothing);
  for (const key of ["product", "slug", "short"] as const) {
    if (from[key] === to[key]) continue;
    const back = replacements(to, nothing).filter(({ of }) => of === key);
    const taken = texts.find(({ file, text }) => {
      const others = renameText(file, text, current);
      return renameText(file, others, back) !== others;
    });
    if (taken) throw new Error(`"${to[key]}" can't be distinguished from text in ${taken.file}. Choose another name.`);
  }
}

function accentRules(root: string, accent: string): Rule[] {
  const old = readShades(readFileSync(join(root, "client/src/theme.ts"), "utf8"));
  return shadesOf(accent).map((shade, index) => ({
    of: "accent" as const,
    files: ["client/src/theme.ts", "client/public/**", "server/src/mail/layout.ts"],
    pattern: new RegExp(old[index] ?? "", "gi"),
    replacement: shade,
  }));
}
