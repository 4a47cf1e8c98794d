import type { Break } from "../break.ts";

const DASHBOARD = "server/src/dashboard/figures.test.ts";

export const dashboardBreaks: Break[] = [
  {
    promise: "the dashboard leaves out what was refunded",
    file: "migrations/0011_item-weeks.sql",
    find: "($2 <> 'refunded' OR part.grain = 'ever')",
    replace: "TRUE",
    tests: [DASHBOARD],
  },
  {
    promise: "a week that ends after a range isn't counted whole",
    file: "server/src/dashboard/spans.ts",
    find: "toWeek(last, Math.floor)",
    replace: "toWeek(last, Math.ceil)",
    tests: ["server/src/dashboard/spans.test.ts", DASHBOARD],
  },
  {
    promise: "a week that begins before a range isn't counted whole",
    file: "server/src/dashboard/spans.ts",
    find: "toWeek(first, Math.ceil)",
    replace: "toWeek(first, Math.floor)",
    tests: ["server/src/dashboard/spans.test.ts", DASHBOARD],
  },
  {
    promise: "the reader's weeks are those that are kept",
    file: "server/src/dashboard/spans.ts",
    find: "Date.UTC(2000, 0, 1)",
    replace: "Date.UTC(2000, 0, 2)",
    tests: [DASHBOARD],
  },
  {
    promise: "filling the weeks misses no order that comes meanwhile",
    file: "migrations/0012_fill-item-weeks.sql",
    find: "PERFORM FROM cafes WHERE user_id = owner FOR UPDATE;",
    replace: "PERFORM FROM cafes WHERE user_id = owner;",
    tests: ["server/src/orders/figures.test.ts"],
    only: "misses no order",
  },
  {
    promise: "a dashboard's newest orders are its reader's own",
    file: "server/src/dashboard/read-figures.ts",
    find: "from orders where user_id = $1 and deleted_at is null",
    replace: "from orders where ($1::uuid is not null) and deleted_at is null",
    tests: [DASHBOARD],
  },
  {
    promise: "the days of a dashboard are its reader's",
    file: "server/src/days.ts",
    find: "date.toZonedDateTime(timezone)",
    replace: 'date.toZonedDateTime("UTC")',
    tests: ["server/src/days.test.ts"],
  },
  {
    promise: "sample orders never mix with real ones",
    file: "server/src/orders/sample/add-sample-orders.ts",
    find: "if (existing.length > 0)",
    replace: "if (false as boolean)",
    tests: ["server/src/orders/sample/add-sample-orders.test.ts"],
  },
  {
    promise: "an import of blank lines or of bad ones holds nobody up",
    file: "server/src/orders/import/read-import.ts",
    find: "const SLICE_LINES = 500;",
    replace: "const SLICE_LINES = 50_000;",
    tests: ["server/src/orders/import/read-import.test.ts"],
  },
  {
    promise: "a few accounts can't fill the memory with imports",
    file: "server/src/orders/import/limit-imports.ts",
    find: "IMPORTS_MOST = 6",
    replace: "IMPORTS_MOST = 600",
    tests: ["server/src/orders/import/limit-imports.test.ts"],
  },
];
