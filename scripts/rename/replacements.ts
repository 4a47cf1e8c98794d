import { matchesGlob } from "node:path";
import type { Identity } from "./identity.ts";

/** What is done to the text of some files. */
export type Rule = { of: keyof Identity | "accent"; files: string[]; pattern: RegExp; replacement: string };

/** Applied migrations are never edited, here stand examples of names, and there the names that it had. */
const NEVER = ["migrations/**", "scripts/rename/**", "starter.json"];
/** Where the short name stands for the database, its user, the namespace, the images and the metrics. */
const INFRASTRUCTURE = [
  "docker-compose.yml",
  "Dockerfile*",
  ".env.example",
  "deploy/**",
  "docs/**",
  "client/e2e/support/**",
  "scripts/check-kubernetes.ts",
  "server/drills/**",
  "server/src/config/environment.ts",
  "server/src/database/embedded/postgres.ts",
  "server/src/**/*.test.ts",
  "server/src/test/**",
];
/** Where the product's name is read by people; in code it comes from `shared/src/product.ts`. */
const PRODUCT = [
  "shared/src/product.ts",
  "client/index.html",
  "client/public/favicon.svg",
  "client/e2e/**",
  "server/src/config/environment.ts",
  "server/src/**/*.test.ts",
  "deploy/**",
  "scripts/check-proxies/**",
  ".env.example",
  "docs/accounts.md",
];

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function replacements(from: Identity, to: Identity): Rule[] {
  return [
    {
      of: "product",
      files: ["README.md"],
      pattern: new RegExp(`^# (${literal(from.slug)}|${literal(from.product)})$`, "m"),
      replacement: `# ${to.product}`,
    },
    {
      of: "slug",
      files: ["**"],
      pattern: new RegExp(`(?<![a-z0-9])${literal(from.slug)}(?![a-z0-9])`, "g"),
      replacement: to.slug,
    },
    // folders and a setting of PostgreSQL's that are about the orders' café, whoever's product it is
    {
      of: "short",
      files: INFRASTRUCTURE,
      pattern: new RegExp(`(?<![a-z0-9]|src/|shared/|settings/|, \`)${from.short}(?![a-z0-9/]|\\.count_later)`, "g"),
      replacement: to.short,
    },
    {
      of: "product",
      files: PRODUCT,
      pattern: new RegExp(`(?<![\\w/])${literal(from.product)}(?![\\w])`, "g"),
      replacement: to.product,
    },
  ];
}

/** The file's text under its new name. What one rule wrote, the next doesn't read: a new name may hold the old one. */
export function renameText(file: string, text: string, rules: Rule[]): string {
  if (NEVER.some((glob) => matchesGlob(file, glob))) return text;
  const own = rules.filter(({ files }) => files.some((glob) => glob === "**" || matchesGlob(file, glob)));
  const marked = own.reduce((rest, { pattern }, index) => rest.replace(pattern, placeholder(index)), text);
  return own.reduce((rest, { replacement }, index) => rest.replaceAll(placeholder(index), replacement), marked);
}

/** A character that is in no text. */
const placeholder = (index: number) => String.fromCodePoint(0xf0000 + index);
