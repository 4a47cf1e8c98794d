import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a project is called: to people, as a package, and where only letters and digits are allowed. */
export type Identity = { product: string; slug: string; short: string };

/** Names that npm, Kubernetes or PostgreSQL have a meaning for. */
const RESERVED = [
  "node-modules",
  "favicon-ico",
  "default",
  "kube-system",
  "postgres",
  "template0",
  "template1",
  "public",
  "test",
  "server",
  "client",
  "shared",
];

/** Letters that have no accent to leave out. */
const LETTERS: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** @throws where the name can't be a package's, a database's and a namespace's */
export function identityOf(name: string): Identity {
  const product = name.trim().replaceAll(/\s+/g, " ");
  // letters without their accents: Zoë becomes zoe
  const plain = product.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const slug = plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, (letter) => LETTERS[letter] ?? "-")
    .replaceAll(/-+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const short = slug.replaceAll("-", "");
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .-]{0,38}[\p{L}\p{N}]$/u.test(product)) {
    throw new Error(
      "A name has 2 to 40 letters, digits, spaces, dots and hyphens, and begins and ends with a letter or digit: Acme Portal, for example.",
    );
  }
  if (!/^[a-z][a-z0-9]/.test(short)) {
    throw new Error(
      `"${product}" has to begin with a letter of the Latin alphabet and have at least two Latin letters or digits, because packages and databases are named after it.`,
    );
  }
  if (short.length > 31) {
    throw new Error(
      `"${product}" is too long. Packages and databases are named after it, so it can have at most 31 letters and digits.`,
    );
  }
  if (RESERVED.includes(slug) || RESERVED.includes(short)) {
    throw new Error(`"${slug}" is reserved. Choose another name.`);
  }
  return { product, slug, short };
}

/** What the project in this folder is called now. */
export function readIdentity(root: string): Identity {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const product = JSON.parse(/PRODUCT_NAME = (".*");/.exec(read("shared/src/product.ts"))?.[1] ?? '""');
  const { name: slug } = JSON.parse(read("package.json"));
  const short = /POSTGRES_DB: (\w+)/.exec(read("docker-compose.yml"))?.[1];
  if (!product || !slug || !short)
    throw new Error("The project's name isn't where it was: shared/src/product.ts, package.json, docker-compose.yml.");
  return { product, slug, short };
}
