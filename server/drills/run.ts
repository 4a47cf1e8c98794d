import { backup } from "./backup.ts";
import { idleConnections, slowHeaders } from "./connections.ts";
import { databaseFrozen, databaseFrozenAgain, databaseKilled } from "./database-outage.ts";
import type { Drill } from "./drill.ts";
import { failover } from "./failover/failover.ts";
import { lockedTables } from "./locked-tables.ts";
import { overload } from "./overload.ts";
import { pooler } from "./pooler.ts";
import { rollingRelease } from "./rolling-release/rolling-release.ts";

/**
 * `npm run drill`: does the harm that a bad day does, on clusters and ports of its own, and says which promises held.
 * `npm run drill -- database-killed` runs the one that is named.
 */
const drills: Record<string, Drill> = {
  "database-killed": databaseKilled,
  "database-frozen": databaseFrozen,
  "database-frozen-again": databaseFrozenAgain,
  "locked-tables": lockedTables,
  overload,
  "idle-connections": idleConnections,
  "slow-headers": slowHeaders,
  pooler,
  backup,
  failover,
  "rolling-release": rollingRelease,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !drills[name]);
if (unknown.length > 0) {
  console.error(`There is no drill called ${unknown.join(", ")}. There are: ${Object.keys(drills).join(", ")}`);
  process.exit(2);
}
let broken = 0;
for (const [name, { promise, run }] of Object.entries(drills)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}: ${promise}`);
  for (const { what, measured, kept } of await run()) {
    if (!kept) broken += 1;
    console.log(`  ${kept ? "kept  " : "BROKEN"}  ${what}: ${measured}`);
  }
}
console.log(broken === 0 ? "\nEvery promise held." : `\n${broken} broken.`);
process.exitCode = broken === 0 ? 0 : 1;
