/**
 * Preloaded by the npm scripts: the settings of `.env`, where there is one. Node's own option for it writes a line among
 * the log's where there is none.
 */
try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
