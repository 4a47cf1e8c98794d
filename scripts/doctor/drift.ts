import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import * as schema from "../../server/src/database/schema.ts";
import { type Finding, problem } from "./finding.ts";

type Columns = Map<string, string>;

/** Tables and columns that somebody has changed by hand: the database against `schema.ts`. */
export async function findDrift(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ place: string; is: string }>(`
    select c.relname || '.' || a.attname as place,
      format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as is
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`);
  const found: Columns = new Map(rows.map(({ place, is }) => [place, is]));
  const differences = [
    ...[...EXPECTED]
      .filter(([place, type]) => found.get(place) !== type)
      .map(([place, type]) => `${place} is ${found.get(place) ?? "missing"}, not ${type}`),
    ...[...found.keys()]
      .filter((place) => isOurs(place) && !EXPECTED.has(place))
      .map((place) => `${place} is there, and isn't in schema.ts`),
  ];
  if (differences.length === 0) return [];
  const remedy = "Undo what was changed by hand, or make it a migration with npm run db:generate.";
  return [problem("Migrations", `The tables have drifted: ${differences.slice(0, 5).join("; ")}`, remedy)];
}

const tables = Object.values(schema)
  .filter((value): value is PgTable & typeof value => is(value, PgTable))
  .map(getTableConfig);
const EXPECTED: Columns = new Map(
  tables.flatMap(({ name, columns, primaryKeys }) => {
    const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
    return columns.map((column): [string, string] => {
      const notNull = column.notNull || column.primary || keys.includes(column.name);
      return [`${name}.${column.name}`, `${fullType(column.getSQLType())}${notNull ? " not null" : ""}`];
    });
  }),
);
const isOurs = (place: string) => tables.some(({ name }) => place.startsWith(`${name}.`));

/** As PostgreSQL spells it: `timestamp (3) with time zone` is `timestamp(3) with time zone`. */
function fullType(type: string): string {
  return type.replace(" (", "(").replace(/^numeric\((\d+), (\d+)\)$/, "numeric($1,$2)");
}
