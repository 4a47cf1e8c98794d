import { parseOptions } from "../read-options.ts";

const USAGE = `Usage: npm run user -- <command> EMAIL [--yes]

  create              an account, and a link to choose its password
                        --name NAME
                        --mail            mail the link instead of printing it
                        --password-stdin  read the password from standard input instead
  verify              mark the email as confirmed
  reset-password      a link to choose a new password; it works once, within an hour
                        --mail            mail the link instead of printing it
  disable-two-factor  turn two-factor authentication off, and sign out everywhere
                        --passkeys        remove the passkeys too
  sessions            where the account is signed in
                        --end             sign out everywhere
  delete              the account and everything in it

Each asks before it changes anything. --yes skips the confirmation.

Example: npm run user -- create ada@example.com --name Ada`;

const OPTIONS = {
  yes: { type: "boolean", default: false },
  mail: { type: "boolean", default: false },
  passkeys: { type: "boolean", default: false },
  end: { type: "boolean", default: false },
  "password-stdin": { type: "boolean", default: false },
  name: { type: "string" },
} as const;

/** The options that a command takes beside `--yes`. */
const COMMANDS = {
  create: ["name", "mail", "password-stdin"],
  verify: [],
  "reset-password": ["mail"],
  "disable-two-factor": ["passkeys"],
  sessions: ["end"],
  delete: [],
} satisfies Record<string, (keyof typeof OPTIONS)[]>;
export type UserCommand = keyof typeof COMMANDS;

export type Options = ReturnType<typeof parse>["values"];

/** @throws saying how the command is used */
export function readArguments(parameters: string[]) {
  const { values: options, positionals } = parse(parameters);
  const [command = "", email = "", ...others] = positionals;
  if (!isCommand(command) || !email || others.length > 0) throw new Error(USAGE);
  const taken: string[] = ["yes", ...COMMANDS[command]];
  const unknown = Object.entries(options).find(([name, value]) => value && !taken.includes(name));
  if (unknown) throw new Error(`${command} has no option --${unknown[0]}\n\n${USAGE}`);
  return { command, email: email.toLowerCase(), options };
}

const parse = (args: string[]) => parseOptions(USAGE, { args, options: OPTIONS, allowPositionals: true });

const isCommand = (name: string): name is UserCommand => Object.hasOwn(COMMANDS, name);
