import { execFileSync } from "node:child_process";

/** What npm says of the project that it was started for needn't hold for another folder. */
export const withoutNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** Runs npm where its output can be read. @throws where it fails */
export function runNpm(folder: string, ...parameters: string[]): void {
  const isWindows = process.platform === "win32";
  const options = { cwd: folder, env: withoutNpm(), shell: isWindows };
  try {
    execFileSync(isWindows ? "npm.cmd" : "npm", parameters, { ...options, stdio: "inherit" });
  } catch {
    throw new Error(`npm ${parameters.join(" ")} failed.`);
  }
}
