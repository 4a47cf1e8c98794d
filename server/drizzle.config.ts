import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "server/src/database/schema.ts",
  out: "migrations",
  // for `npm run db:studio`, which sets it
  dbCredentials: { url: process.env.DATABASE_URL ?? "" },
});
