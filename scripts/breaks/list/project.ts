import type { Break } from "../break.ts";

const USER = "server/src/commands/user/change-user.test.ts";
const DOTENV = "scripts/doctor/dotenv.test.ts";
const UPGRADE = "scripts/upgrade/upgrade-project.test.ts";
const DATABASE = "scripts/doctor/database.test.ts";

/** What operators and developers do by command. */
export const projectBreaks: Break[] = [
  {
    promise: "an operator's change of an account names the operator",
    file: "server/src/commands/user/change-user.ts",
    find: 'userAgent: "Operator"',
    replace: 'userAgent: ""',
    tests: [USER],
  },
  {
    promise: "an operator who turns two-factor authentication off ends the sessions",
    file: "server/src/commands/user/change-user.ts",
    find: 'if (await endSignIns(tx, id)) await recordActivity(tx, client, id, "all-sessions-ended");',
    replace: "",
    tests: [USER],
  },
  {
    promise: "an operator's new account is signed in nowhere",
    file: "server/src/commands/user/create-user.ts",
    find: "if (session) await",
    replace: "if (!session) await",
    tests: [USER],
  },
  {
    promise: "an operator makes no second account for an email",
    file: "server/src/commands/user/create-user.ts",
    find: "eq(users.email, email))) > 0",
    replace: "eq(users.email, email))) > 1",
    tests: [USER],
  },
  {
    promise: "an operator deletes an account with all of its rows",
    file: "server/src/commands/user/change-user.ts",
    find: "await app.accountRemoval.remove(id);",
    replace: "",
    tests: [USER],
  },
  {
    promise: "the doctor finds a misspelled setting",
    file: "scripts/doctor/dotenv.ts",
    find: "const NEAR = 2;",
    replace: "const NEAR = -1;",
    tests: [DOTENV],
  },
  {
    promise: "the doctor shows no secret",
    file: "scripts/doctor/effective-settings.ts",
    find: "/SECRET|",
    replace: "/",
    tests: ["scripts/doctor/settings.test.ts"],
  },
  {
    promise: "the doctor tells different sites apart",
    file: "scripts/doctor/origins.ts",
    find: "allowPrivateDomains: true }) ?? hostname",
    replace: "allowPrivateDomains: false }) ?? hostname",
    tests: ["scripts/doctor/origins.test.ts"],
  },
  {
    promise: "the doctor finds what was changed in the tables by hand",
    file: "scripts/doctor/drift.ts",
    find: ".filter(([place, type]) => found.get(place) !== type)",
    replace: ".filter(([place]) => !found.has(place))",
    tests: [DATABASE],
  },
  {
    promise: "the doctor finds a clock that is wrong",
    file: "scripts/doctor/outside.ts",
    find: "Math.abs(seconds) <",
    replace: "seconds <",
    tests: ["scripts/doctor/outside.test.ts"],
  },
  {
    promise: "an upgrade leaves what the project has removed removed",
    file: "scripts/upgrade/merge.ts",
    find: 'stages === "13"',
    replace: 'stages === "31"',
    tests: [UPGRADE],
  },
  {
    promise: "an upgrade goes on only where no conflict is left",
    file: "scripts/upgrade/finish-upgrade.ts",
    find: "  refuseConflicts(root);",
    replace: "",
    tests: [UPGRADE],
  },
  {
    promise: "an upgrade refuses changes that aren't committed",
    file: "scripts/upgrade/upgrade-project.ts",
    find: 'if (git(root, "status", "--porcelain"))',
    replace: "if (!root)",
    tests: [UPGRADE],
  },
  {
    promise: "an upgrade finds what a project was made from without the starter's history",
    file: "scripts/upgrade/releases.ts",
    find: '?? tryGit(root, "rev-parse", `${REFS}/tags/v${version}^{commit}`)',
    replace: "",
    tests: [UPGRADE],
  },
  {
    promise: "an upgrade leaves out what a migration does to removed tables",
    file: "scripts/upgrade/migrations.ts",
    find: "tables.length > 0 ?",
    replace: "tables.length > 9 ?",
    tests: ["scripts/upgrade/parts.test.ts"],
  },
  {
    promise: "nothing that stays speaks of the example",
    file: "scripts/remove-example/example.ts",
    find: '"server/bench/{dashboard,replicas,scale}.ts",',
    replace: "",
    tests: ["scripts/remove-example/remove-example.test.ts"],
    only: "speaks of the example",
  },
  {
    promise: "the example is removed whole or not at all",
    file: "scripts/remove-example/remove-example.ts",
    find: "plan.problems.length > 0 && !dryRun",
    replace: "plan.problems.length > 99 && !dryRun",
    tests: ["scripts/remove-example/remove-example.test.ts"],
    only: "a place that has changed",
  },
];
