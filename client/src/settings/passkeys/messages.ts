import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/passkeys/messages", {
  title: "Passkeys",
  help: "Sign in with your fingerprint, face or device PIN instead of a password and a code.",
  added: "Added",
  synced: "Synced",
  onOneDevice: "On one device",
  add: { label: "Add a passkey", busyLabel: "Waiting for your browser" },
  addHelp: "Your browser will ask you to confirm. Give the passkey a name you'll remember.",
  name: "Name",
  saved: (name: string) => `${name} added`,
  rename: "Rename",
  renameOne: (name: string) => `Rename ${name}`,
  renamed: "Name saved",
  remove: { label: "Remove", busyLabel: "Removing" },
  removeOne: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHelp: "You won't be able to sign in with it. Remove it from your device or password manager too.",
  removed: (name: string) => `${name} removed`,
  unnamed: "Unnamed passkey",
  overHttp: "Passkeys only work over https.",
  notSupported: "This browser doesn't support passkeys.",
});
