import { hash, verify } from "@node-rs/argon2";
import Fastify from "fastify";

/** The least that a sign-in can be: one argon2id check of our settings, without a database. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const stored = await hash("tulip art at 7", OPTIONS);
const app = Fastify();
app.get("/health/live", async () => ({ state: "live" }));
app.post<{ Body: { password: string } }>("/api/auth/signin", async ({ body }) => ({
  signedIn: await verify(stored, body.password),
}));
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
