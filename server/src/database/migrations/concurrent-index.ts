import type pg from "pg";

const CREATE =
  /\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?("(?:[^"]|"")+"|\w+)\s+on\s+(?:only\s+)?((?:"(?:[^"]|"")+"|\w+)(?:\.(?:"(?:[^"]|"")+"|\w+))?)/i;

/**
 * Drops what a failed `create index concurrently` has left: an invalid index slows every write down, a unique one still
 * refuses rows, and `if not exists` would take it for a finished one.
 */
export async function dropInvalidIndex(client: pg.Client, statement: string): Promise<void> {
  const [, index, table] = CREATE.exec(statement) ?? [];
  if (!index) return;
  const { rows } = await client.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index join pg_class on pg_class.oid = indexrelid
     where indrelid = to_regclass($2) and relname = (parse_ident($1))[1] and not indisvalid`,
    [index, table],
  );
  for (const { name } of rows) await client.query(`drop index concurrently if exists ${name}`);
}
