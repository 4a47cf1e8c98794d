import Fastify from "fastify";
import pg from "pg";

/** P1 of the benchmark: the least that can answer with a session, and nothing that a real service needs. */

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = Fastify();

app.get("/api/auth/session", async (request) => {
  const [token] = (request.headers.authorization ?? "").slice("Bearer ".length).split(".");
  const { rows } = await pool.query({
    name: "session",
    text: `select s.expires_at, u.id, u.email, u.name, u.email_verified, u.image, u.created_at, u.updated_at
           from sessions s join users u on u.id = s.user_id
           where s.session_token = $1 and s.expires_at > now()`,
    values: [token],
  });
  return { user: rows[0] ?? null };
});

process.on("SIGTERM", () => app.close().then(() => pool.end()));
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
