import pg from "pg";
import { startLoad } from "./load.ts";
import type { Person } from "./world.ts";

/** Half of the people read, half make changes that are counted once they are acknowledged. */
export function startReadsAndChanges(apiUrl: string, people: Person[]) {
  const sent = people.map(() => 0);
  const acknowledged = people.map(() => 0);
  const load = startLoad(
    people.length,
    (client) => () => {
      const { headers } = people[client] as Person;
      if (client % 2 === 0) return fetch(`${apiUrl}/api/dashboard/data`, { headers });
      sent[client] = (sent[client] ?? 0) + 1;
      const body = JSON.stringify({ name: String(sent[client]) });
      return fetch(`${apiUrl}/api/auth/user`, { method: "PATCH", headers, body });
    },
    (client) => {
      acknowledged[client] = sent[client] ?? 0;
    },
  );
  return {
    ...load,
    /** For each person, the newest change that was. */
    acknowledged,
    /** Of whom an acknowledged change is not there. What was sent after it may have been stored without an answer. */
    countLost: async (databaseUrl: string): Promise<number> => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      const { rows } = await client.query<{ id: string; name: string }>("select id, name from users");
      await client.end();
      const stored = new Map(rows.map(({ id, name }) => [id, Number(name)]));
      return people.filter(({ id }, index) => (stored.get(id) ?? 0) < (acknowledged[index] ?? 0)).length;
    },
  };
}
