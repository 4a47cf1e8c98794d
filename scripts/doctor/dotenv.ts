import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { type Finding, ok, problem, warning } from "./finding.ts";

const CHECK = ".env";
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/;
/** As near as a slip of the keyboard is. */
const NEAR = 2;

export type DotEnv = { values: NodeJS.Dict<string>; findings: Finding[] };

/**
 * The settings in `.env`, and what is wrong with the file: it's read line by line, so that a broken one says where.
 * @param given whether somebody named the file: then it has to exist
 */
export function readDotEnv(file: string, known: string[], variables: NodeJS.ProcessEnv, given = false): DotEnv {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && given)
      return { values: {}, findings: [problem(CHECK, `${file} doesn't exist`, "Correct the path after --env.")] };
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return { values: {}, findings: [ok(CHECK, "None, which is fine for development")] };
    const remedy = "Make .env readable, or remove it.";
    return { values: {}, findings: [problem(CHECK, `It can't be read: ${(error as Error).message}`, remedy)] };
  }
  const values = parseEnv(text);
  const findings = [
    ...findBrokenLines(text, values),
    ...findRepeated(text),
    ...Object.keys(values).flatMap((name) => describeUnknown(name, known)),
    ...findShadowed(values, variables),
  ];
  const count = Object.keys(values).length;
  return { values, findings: findings.length > 0 ? findings : [ok(CHECK, `${count} settings, all known`)] };
}

/** Names in the shell that nobody reads, but that somebody meant for us. */
export const findMisspelled = (variables: NodeJS.ProcessEnv, known: string[]): Finding[] =>
  Object.keys(variables)
    .filter((name) => !known.includes(name) && name.length > 4 && findNearest(name, known) !== undefined)
    .flatMap((name) => describeUnknown(name, known, "Environment"));

function findBrokenLines(text: string, values: NodeJS.Dict<string>): Finding[] {
  // a value in quotes may have lines of its own
  const inValues = new Set(
    Object.values(values).flatMap((value) => (value ?? "").split("\n").map((line) => line.trim())),
  );
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.trim();
    if (!trimmed || trimmed.startsWith("#") || ASSIGNMENT.test(line) || inValues.has(trimmed.replace(/["'`]$/, "")))
      return [];
    return [
      problem(
        CHECK,
        `Line ${index + 1} isn't a setting and is ignored`,
        "Write it as NAME=value, or start it with # to make it a comment.",
      ),
    ];
  });
}

function findRepeated(text: string): Finding[] {
  const names = text.split(/\r?\n/).flatMap((line) => ASSIGNMENT.exec(line)?.[1] ?? []);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) =>
    warning(CHECK, `${name} is set more than once; the last value is used`, "Remove the others."),
  );
}

function describeUnknown(name: string, known: string[], check = CHECK): Finding[] {
  if (known.includes(name)) return [];
  const nearest = findNearest(name, known);
  if (nearest) return [problem(check, `${name} is unknown and has no effect`, `Did you mean ${nearest}?`)];
  return [
    warning(
      check,
      `${name} is unknown: a leftover, or another program's`,
      "Remove it if nothing else reads it. .env.example lists every setting.",
    ),
  ];
}

/** Node lets what the shell has win. */
function findShadowed(values: NodeJS.Dict<string>, variables: NodeJS.ProcessEnv): Finding[] {
  return Object.entries(values)
    .filter(([name, value]) => variables[name] !== undefined && variables[name] !== value)
    .map(([name]) =>
      warning(
        CHECK,
        `${name} has another value in the environment, which takes precedence`,
        `Run unset ${name}, or change .env.`,
      ),
    );
}

const findNearest = (name: string, known: string[]) =>
  known.find((other) => other === name.toUpperCase().replaceAll("-", "_")) ??
  known.find((other) => distance(name.toUpperCase(), other) <= NEAR);

/** How many letters differ, are missing or are too many (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > NEAR) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
