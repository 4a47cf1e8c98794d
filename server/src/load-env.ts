import { lstatSync } from "node:fs";
import "./quick-resolve.ts";

/**
 * Preloaded by the npm scripts: loads the settings in `.env`, if there is one. Node's own option would add a line to the
 * log if there isn't.
 */
try {
  process.loadEnvFile();
} catch {
  // Node says of a file that it may not read that it doesn't exist, and production would start as development
  const found = lstatSync(".env", { throwIfNoEntry: false });
  if (found) {
    console.error(
      found.isDirectory()
        ? ".env is a folder: replace it with a file, or remove it."
        : ".env can't be read by this user: chown or chmod it.",
    );
    process.exit(1);
  }
}
