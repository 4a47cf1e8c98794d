import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { git, tryGit } from "../project/git.ts";
import { commit, createCommittedCopy, read as readIn } from "../project/test-projects.ts";
import { readShades } from "./accent.ts";
import { type Identity, identityOf, readIdentity } from "./identity.ts";
import { renameProject } from "./rename-project.ts";

/** Not the project's, whatever that is called by now. */
const NAME = "Quokka Harbour";

let copy: Awaited<ReturnType<typeof createCommittedCopy>>;
let before: Identity;
let oldAccent: string | undefined;
beforeAll(async () => {
  copy = await createCommittedCopy();
  before = readIdentity(copy.directory);
  oldAccent = readShades(read("client/src/theme.ts"))[7];
}, 60_000);
afterAll(() => copy.remove());

const read = (file: string) => readIn(copy.directory, file);
/** Where it still stands, but for the command's own examples. */
const filesWith = (pattern: string, ...paths: string[]) => {
  const places = [...(paths.length > 0 ? paths : ["."]), ":!scripts/rename"];
  const found = tryGit(copy.directory, "grep", "--files-with-matches", "--perl-regexp", pattern, "--", ...places);
  return found?.split("\n") ?? [];
};

it("refuses what isn't committed, and a name that can't be one, before it changes anything", () => {
  writeFileSync(join(copy.directory, "notes.txt"), "not committed");
  expect(() => renameProject(copy.directory, { name: NAME })).toThrow("You have uncommitted changes.");
  git(copy.directory, "clean", "--force", "--quiet");
  for (const name of ["", "!", "7", "カフェ", "Server", "Orders", "x".repeat(41)]) {
    expect(() => renameProject(copy.directory, { name }), name).toThrow();
  }
  expect(() => renameProject(copy.directory, { name: "Acme", accent: "blue" })).toThrow('"blue" is no colour');
  expect(git(copy.directory, "status", "--porcelain")).toBe("");
});

it("changes the product's name, the packages, the database and what is deployed", () => {
  renameProject(copy.directory, { name: NAME, accent: "#2f6fed" });
  expect(readIdentity(copy.directory)).toEqual({
    product: "Quokka Harbour",
    slug: "quokka-harbour",
    short: "quokkaharbour",
  });
  expect(read("README.md")).toMatch(/^# Quokka Harbour\n/);
  expect(read("client/index.html")).toContain("<title>Quokka Harbour</title>");
  expect(read("client/public/favicon.svg")).toContain("<title>Quokka Harbour</title>");
  expect(read(".env.example")).toContain("MAIL_FROM=Quokka Harbour <quokkaharbour@example.com>");
  expect(read("docker-compose.yml")).toContain("postgres://quokkaharbour@postgres:5432/quokkaharbour");
  expect(read("deploy/kubernetes/base/server.yaml")).toContain("image: quokkaharbour-server");
  expect(filesWith(before.slug)).toEqual([]);
  expect(filesWith(`(?<![\\w/])${before.product}\\b`, "client", "shared", "server/src/**/*.test.ts")).toEqual([]);
  expect(filesWith(`\\b${before.short}(?![a-z]|\\.count)`, "docker-compose.yml", "deploy", ".env.example")).toEqual([]);
});

it("gives the lock file the workspaces' new names, and links them", () => {
  const { name, packages } = JSON.parse(read("package-lock.json"));
  expect(name).toBe("quokka-harbour");
  for (const workspace of ["client", "server", "shared"]) {
    expect(packages[workspace].name).toBe(`@quokka-harbour/${workspace}`);
    expect(packages[`node_modules/@quokka-harbour/${workspace}`]).toEqual({ resolved: workspace, link: true });
  }
  expect(readdirSync(join(copy.directory, "node_modules/@quokka-harbour")).sort()).toEqual([
    "client",
    "server",
    "shared",
  ]);
});

it("gives the accent's hue to every shade, in pages, the icon and mails", () => {
  expect(filesWith(`${oldAccent}`)).toEqual([]);
  const [, button] = /background:(#[0-9a-f]{6});color:#ffffff/.exec(read("server/src/mail/layout.ts")) ?? [];
  expect(read("client/src/theme.ts")).toContain(`"${button}"`);
  expect(read("client/public/favicon.svg")).toContain(`fill="${button}"`);
});

it("leaves migrations, and what is about the example's café", () => {
  expect(git(copy.directory, "diff", "--name-only", "--", "migrations")).toBe("");
  expect(read("server/src/auth/account/account-removal.ts")).toContain("cafe.count_later");
  expect(read("client/src/router.tsx")).toContain("./settings/cafe/cafe-page.tsx");
  expect(read("docs/architecture.md")).toContain("  dashboard/ orders/ cafe/ health/ inbox/\n");
  expect(read("docs/architecture.md")).toContain("| `server/src/auth`, `dashboard`, `orders`, `cafe`, `health`");
});

it("is harmless when it's run again, and when the new name holds the old one", () => {
  commit(copy.directory, "Rename");
  expect(renameProject(copy.directory, { name: NAME })).toEqual([]);
  renameProject(copy.directory, { name: `${NAME} Two` });
  commit(copy.directory, "Rename again");
  expect(readIdentity(copy.directory)).toEqual(identityOf(`${NAME} Two`));
  expect(filesWith("quokka-harbour(?!-two)")).toEqual([]);
  renameProject(copy.directory, { name: NAME });
  expect(filesWith("quokka-harbour-two")).toEqual([]);
});
