import { hash, verify } from "@node-rs/argon2";
import Fastify from "fastify";
import pg from "pg";

/** The least that a sign-in can be: one argon2id check of our settings. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const stored = await hash("tulip art at 7", OPTIONS);
const app = Fastify();
type Body = { email: string; password: string };
app.get("/health/live", async () => ({ state: "live" }));
app.post<{ Body: Body }>("/api/auth/signin", async ({ body }) => ({ signedIn: await verify(stored, body.password) }));

/** The same with the two plain statements that no sign-in can do without: count the attempt and find the account, begin a session. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const START = `
  with counted as (
    insert into rate_limits (key, points, expire) values ($1, 1, 0)
    on conflict (key) do update set points = rate_limits.points + 1 returning points
  )
  select u.id, a.hashed_password, points from counted
  left join users u on u.email = $2 left join accounts a on a.user_id = u.id`;
const BEGIN = `
  insert into sessions (session_token, user_id, expires_at) values (gen_random_uuid(), $1, now() + interval '7 days')
  returning session_token, expires_at`;
app.post<{ Body: Body }>("/with-statements", async ({ body: { email, password } }) => {
  const started = await pool.query({ name: "start", text: START, values: [`bare:${email}`, email] });
  const [account] = started.rows;
  if (!(await verify(account.hashed_password, password))) throw new Error("wrong password");
  const { rows } = await pool.query({ name: "begin", text: BEGIN, values: [account.id] });
  return rows[0];
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
