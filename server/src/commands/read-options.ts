import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;
type Given = { options?: Options; allowPositionals?: boolean; args?: string[] };

/** npm has options of these names too, and may have them from its own settings. */
const OF_NPM_TOO = ["force", "json", "yes"];

/**
 * Reads a command's options. `--help` prints its usage; unknown options are refused. Either ends the program,
 * so call it before anything is done.
 */
export function readOptions<const T extends Options = Record<never, never>>(
  usage: string,
  given: Given & { options?: T } = {},
): Parsed<T> {
  try {
    return parseOptions(usage, given);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** The same, but what it doesn't know is thrown, with the usage. `--help` ends the program here too. */
export function parseOptions<const T extends Options = Record<never, never>>(
  usage: string,
  { options, allowPositionals = false, args = process.argv.slice(2) }: Given & { options?: T },
): Parsed<T> {
  const known = { ...options, help: { type: "boolean", short: "h" } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    refuseSwallowed(Object.keys(known));
    return { values, positionals } as Parsed<T>;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`);
  }
}

/** npm takes options that don't come after `--` for its own: without this, `--dry-run` there would be no dry run. */
function refuseSwallowed(names: string[]): void {
  const { env } = process;
  const swallowed = names.find((name) => !OF_NPM_TOO.includes(name) && env[`npm_config_${name.replaceAll("-", "_")}`]);
  if (swallowed) throw new Error(`npm kept --${swallowed} for itself. Put -- before the command's options.`);
}
