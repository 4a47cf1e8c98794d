/**
 * Loaded into what `npm run dev` starts: if that is killed, its end of this pipe closes, and they end too. A parent that
 * is alive then is the API's watcher.
 */
const parent = process.ppid;
process.stdin.resume().on("end", () => {
  if (process.ppid === parent) process.kill(parent);
  process.kill(process.pid, "SIGTERM");
});
process.stdin.unref();
