import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const { services } = parse(read("docker-compose.yml"), { merge: true }) as { services: object };

/** The lines of a page's shell blocks, continued ones joined. */
const commandsOf = (text: string) =>
  [...text.matchAll(/^ *```sh\n(.*?)^ *```/gms)]
    .flatMap(([, block = ""]) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");

describe.each(["docs/deploy.md", "docs/scale.md", "deploy/monitoring/README.md"])(
  "what %s tells operators to run",
  (page) => {
    const text = read(page);
    const commands = commandsOf(text);

    it("is made of scripts and drills that exist", () => {
      for (const [, name = ""] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([name]);
      const drills = read("server/drills/run.ts");
      for (const [, name = ""] of text.matchAll(/npm run drill -- ([\w-]+)/g))
        expect(drills).toMatch(new RegExp(`  "?${name}"?[:,]`));
    });

    it("names files and folders that exist", () => {
      const named = commands.flatMap((command) => [
        ...command.matchAll(/(?:-f|--file|--kustomize|--template-file|^cp) ([\w./-]+)/g),
      ]);
      const linked = [...text.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, path = ""]) => join(page, "..", path));
      for (const path of [...named.map(([, path = ""]) => path), ...linked])
        expect(existsSync(join(root, path)), path).toBe(true);
    });

    it("names services in the compose file", () => {
      const named = commands.flatMap((command) => [
        ...command.matchAll(
          /^docker compose (?:exec|stop|start|build|run(?: --[\w-]+(?: [A-Z_]+=\S+)?)*) ([a-z][\w -]*)/g,
        ),
      ]);
      // behind `exec` and `run` the program follows
      for (const [command, words = ""] of named) {
        const of = /^docker compose (exec|run)/.test(command) ? words.split(" ").slice(0, 1) : words.trim().split(" ");
        for (const service of of) expect(services).toHaveProperty([service]);
      }
      if (page === "docs/deploy.md") expect(named.length).toBeGreaterThan(8);
    });
  },
);
