import { fileURLToPath } from "node:url";

/** What development keeps between runs: the database and the secret. */
export const DATA_DIRECTORY = fileURLToPath(new URL("../../.data", import.meta.url));
