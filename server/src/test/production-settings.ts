import { randomBytes } from "node:crypto";

/** What production needs beside a database. */
export const PRODUCTION_SETTINGS = {
  NODE_ENV: "production",
  CLIENT_ORIGIN: "https://app.example.com",
  API_URL: "https://api.example.com",
  AUTH_SECRET: randomBytes(32).toString("hex"),
};
