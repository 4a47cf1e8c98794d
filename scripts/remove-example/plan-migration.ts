import { randomUUID } from "node:crypto";

const TABLES = ["orders", "order_figures", "order_items", "cafes"];

const SQL = `-- The example goes, with everything that was in it: the tables, and what followed their changes.
-- pg_trgm stays: another table may have an index that needs it.

-- squawk-ignore ban-drop-table
DROP TABLE ${TABLES.join(", ")};--> statement-breakpoint
DROP FUNCTION mend_order_figures, count_orders, count_imported_orders, follow_changed_orders,
  follow_inserted_or_removed_orders, notify_of_orders, apply_order_differences, add_order_differences, order_parts;--> statement-breakpoint
DROP TYPE order_difference;
`;

type Snapshot = { id: string; prevId: string; tables: Record<string, unknown> };
type Journal = { entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[] };

/** The migration that drops the example's tables, as `npm run db:generate` would leave it: SQL, snapshot and journal. */
export function planMigration(read: (file: string) => string): [file: string, text: string][] {
  const journal: Journal = JSON.parse(read("migrations/meta/_journal.json"));
  const last = journal.entries.at(-1);
  if (!last) throw new Error("There is no migration in migrations/meta/_journal.json.");
  const number = (idx: number) => `${idx}`.padStart(4, "0");
  const snapshot: Snapshot = JSON.parse(read(`migrations/meta/${number(last.idx)}_snapshot.json`));
  const tables = Object.entries(snapshot.tables).filter(([name]) => !TABLES.includes(name.replace("public.", "")));
  const idx = last.idx + 1;
  const tag = `${number(idx)}_remove-example`;
  const entry = { ...last, idx, when: Math.max(Date.now(), last.when + 1), tag };
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return [
    [`migrations/${tag}.sql`, SQL],
    [
      `migrations/meta/${number(idx)}_snapshot.json`,
      json({ ...snapshot, id: randomUUID(), prevId: snapshot.id, tables: Object.fromEntries(tables) }),
    ],
    ["migrations/meta/_journal.json", json({ ...journal, entries: [...journal.entries, entry] })],
  ];
}
