import "./quick-resolve.ts";

/**
 * Preloaded by the npm scripts: loads the settings in `.env`, if there is one. Node's own option would add a line to the
 * log if there isn't.
 */
try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
