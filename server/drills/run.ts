import { readOptions } from "../src/commands/read-options.ts";
import { backup } from "./backup.ts";
import { clockChanges } from "./clock-changes.ts";
import { idleConnections, slowBodies, slowHeaders } from "./connections.ts";
import { apiCrash, connectionCrash } from "./crash.ts";
import { databaseFull } from "./database/database-full.ts";
import { databaseFrozen, databaseFrozenAgain, databaseKilled } from "./database/database-outage.ts";
import { lockedTables } from "./database/locked-tables.ts";
import { outOfConnections } from "./database/out-of-connections.ts";
import { pooler } from "./database/pooler.ts";
import { readOnly } from "./database/read-only.ts";
import { silentLine } from "./database/silent-line.ts";
import { slowDatabase } from "./database/slow-database.ts";
import { failover } from "./failover/failover.ts";
import { fiveMigrators } from "./five-migrators.ts";
import { overload } from "./overload.ts";
import { rollingRelease } from "./rolling-release/rolling-release.ts";
import { signInFlood } from "./sign-in-flood/sign-in-flood.ts";
import { sigterm } from "./sigterm.ts";
import { smtpAway } from "./smtp-away.ts";
import type { Drill } from "./support/drill.ts";

const USAGE = `Usage: npm run drill [-- NAME…] [-- --short]

Does the harm that a bad day does, on clusters and ports of its own, and says which promises held. All take most of an hour.

  --short  only those that take a few seconds`;

const short: Record<string, Drill> = {
  "five-migrators": fiveMigrators,
  "connection-crash": connectionCrash,
  "api-crash": apiCrash,
  sigterm,
};
const drills: Record<string, Drill> = {
  ...short,
  "database-killed": databaseKilled,
  "database-frozen": databaseFrozen,
  "database-frozen-again": databaseFrozenAgain,
  "silent-line": silentLine,
  "read-only": readOnly,
  "database-full": databaseFull,
  "out-of-connections": outOfConnections,
  "slow-database": slowDatabase,
  "locked-tables": lockedTables,
  overload,
  "sign-in-flood": signInFlood,
  "idle-connections": idleConnections,
  "slow-headers": slowHeaders,
  "slow-bodies": slowBodies,
  "smtp-away": smtpAway,
  "clock-changes": clockChanges,
  pooler,
  backup,
  failover,
  "rolling-release": rollingRelease,
};

const { values, positionals: named } = readOptions(USAGE, {
  options: { short: { type: "boolean", default: false } },
  allowPositionals: true,
});
const chosen = [...(values.short ? Object.keys(short) : []), ...named];
const unknown = named.filter((name) => !drills[name]);
if (unknown.length > 0) {
  console.error(`There is no drill called ${unknown.join(", ")}. There are: ${Object.keys(drills).join(", ")}`);
  process.exit(2);
}
let broken = 0;
for (const [name, drill] of Object.entries(drills)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const began = performance.now();
  console.log(`\n${name}: ${drill.promise}`);
  const missing = drill.missing?.();
  if (missing) console.log(`  not run: it needs ${missing}`);
  else await runDrill(drill);
  console.log(`  ${Math.round((performance.now() - began) / 1000)} s`);
}
console.log(broken === 0 ? "\nEvery promise held." : `\n${broken} broken.`);
process.exitCode = broken === 0 ? 0 : 1;

async function runDrill({ run }: Drill): Promise<void> {
  try {
    for (const { what, measured, kept } of await run()) {
      if (!kept) broken += 1;
      console.log(`  ${kept ? "kept  " : "BROKEN"}  ${what}: ${measured}`);
    }
  } catch (error) {
    // the others still have something to say
    broken += 1;
    console.log("  BROKEN  it could not be run to its end:", error);
  }
}
