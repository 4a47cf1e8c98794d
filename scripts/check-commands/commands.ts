import type { ProjectCopy } from "./project-copy.ts";

/** What changes the project: its name here and in package.json, what is run, and the tests that it affects. */
export type Command = {
  name: string;
  run: string;
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
];
