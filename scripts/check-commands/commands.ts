import { readStarter } from "../project/starter.ts";
import { makeNextRelease } from "./next-release.ts";
import type { ProjectCopy } from "./project-copy.ts";
import { removeExample } from "./remove-example.ts";

/** What changes the project: its name here and in package.json, what is run, and the tests that it affects. */
export type Command = {
  name: string;
  run: string;
  /** What has to be there before the sequence begins, or this command alone. */
  prepare?: (copy: ProjectCopy) => void;
  /** Alone, it's run on what these have made. */
  after?: string[];
  /** It has ended with the checks itself. */
  isChecked?: boolean;
  /** What has to hold after it, besides checks and tests. */
  verify?: (copy: ProjectCopy) => Promise<void> | void;
  /** For Vitest: files, folders, or parts of their names. */
  tests: string[];
  /** The same for Playwright; none where there's no browser journey to run. */
  journeys: string[];
};

const RENAME = 'npm run rename -- "Acme Portal" --accent "#7a3ff2"';

/** In the order in which the sequence runs them on one copy. */
export const COMMANDS: Command[] = [
  {
    name: "rename",
    run: RENAME,
    verify: async ({ run, git }) => {
      await run(RENAME);
      if (git("status", "--porcelain")) throw new Error(`Run again, it changed:\n${git("diff", "--stat")}`);
    },
    // what reads the name, the packages or the settings
    tests: [
      "shared",
      "client/src",
      "scripts/rename",
      "scripts/doctor",
      "server/src/config",
      "server/src/repository",
      "server/src/mail",
      "server/src/auth/sign-up",
      "server/src/auth/two-factor/routes",
      "server/src/auth/passkeys/routes",
      "server/src/database/embedded",
    ],
    journeys: ["journey"],
  },
  {
    name: "new",
    // a field of each type, and each that may be optional
    run:
      'npm run new -- reservations name:text quantity:integer startsAt:time "status:open|closed" remarks:text ' +
      '"contact:text?" "tables:integer?" "endsAt:time?" day:date "until:date?" confirmed:boolean deposit:money ' +
      '"tip:money?" "source:phone|walk-in?"',
    tests: [
      "reservations",
      "client/src",
      "shared",
      "scripts/new",
      "server/src/repository",
      "server/src/contract",
      "server/src/http/openapi",
      "server/src/database/migrations",
      "server/src/auth/account",
    ],
    journeys: ["reservations", "palette", "app/phone", "app/language"],
  },
  removeExample,
  {
    name: "upgrade",
    run: 'npm run upgrade -- --from "$STARTER"',
    prepare: makeNextRelease,
    after: ["rename", "new", "remove-example"],
    isChecked: true,
    verify: verifyUpgrade,
    tests: ["scripts/upgrade", "server/src/database/migrations", "server/src/repository", "server/src/auth/sign-up"],
    journeys: [],
  },
];

async function verifyUpgrade({ directory, starter, run, git }: ProjectCopy): Promise<void> {
  const next = readStarter(starter).version;
  const upgraded = git("show", "--stat", "--format=%s", "HEAD");
  for (const part of [
    `Upgrade the starter to ${next}`,
    "motto.sql",
    "motto-index.sql",
    "CONTRIBUTING.md",
    "deploy.md",
  ]) {
    if (!upgraded.includes(part)) throw new Error(`The upgrade lacks ${part}:\n${upgraded}`);
  }
  if (readStarter(directory).version !== next) throw new Error(`starter.json doesn't say ${next}.`);
  await run("npm run greet");
  await run("npm run upgrade");
  if (git("status", "--porcelain")) throw new Error(`Run again, it changed:\n${git("diff", "--stat")}`);
}
