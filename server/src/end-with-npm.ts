/**
 * npm's shell passes no signal on: after `kill` or an editor's stop button, this process lives on with another parent.
 * With `exec` the shell would, but Windows has none.
 */
export function endWithNpm(): void {
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();
  // a second signal would end it before it has closed
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => clearInterval(watch));
}
