import { execFileSync } from "node:child_process";

/** Runs npm where its output can be read. @throws where it fails */
export function runNpm(folder: string, ...parameters: string[]): void {
  const isWindows = process.platform === "win32";
  // what npm says of the project that it was started for needn't hold for another folder
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  try {
    execFileSync(isWindows ? "npm.cmd" : "npm", parameters, { cwd: folder, stdio: "inherit", env, shell: isWindows });
  } catch {
    throw new Error(`npm ${parameters.join(" ")} failed.`);
  }
}
