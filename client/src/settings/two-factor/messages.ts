import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/two-factor/messages", {
  title: "Two-factor authentication",
  on: "On",
  off: "Off",
  help: "After your password, you also enter a code from an authenticator app. A stolen password alone isn't enough to sign in.",
  onSince: "On since",
  codesLeft: (count: number) => (count === 1 ? "1 recovery code left." : `${count} recovery codes left.`),
  fewCodesLeft: "Create new ones before you run out. Without a code or your phone, you can't sign in.",
  setUp: "Set up",
  setUpTitle: "Set up two-factor authentication",
  setUpHelp: "You'll need an authenticator app, such as the one in your password manager.",
  start: { label: "Continue", busyLabel: "Starting" },
  scan: "Scan this code with your authenticator app, or enter the key.",
  qrCode: "QR code for your authenticator app",
  key: "Key",
  code: "Six-digit code from your app",
  turnOn: { label: "Turn on", busyLabel: "Turning on" },
  turnedOn: "Two-factor authentication is on",
  codesTitle: "Save your recovery codes",
  codesHelp:
    "Each code signs you in once if you don't have your phone. They're shown only now, so keep them with your passwords.",
  codes: "Recovery codes",
  download: "Download",
  fileName: `${PRODUCT_NAME.toLowerCase()}-recovery-codes.txt`,
  fileText: (email: string, codes: string[]) =>
    `${PRODUCT_NAME} recovery codes for ${email}\nEach code signs you in once.\n\n${codes.join("\n")}\n`,
  saved: "I've saved them",
  notSaved: "We couldn't record that you saved your codes",
  noCodesSaved:
    "You haven't saved your recovery codes. Create new ones and save them, or you can't sign in without your phone.",
  newCodes: "New recovery codes",
  newCodesHelp: "Your current codes will stop working.",
  createCodes: { label: "Create new codes", busyLabel: "Creating new codes" },
  turnOff: { label: "Turn off", busyLabel: "Turning off" },
  turnOffTitle: "Turn off two-factor authentication?",
  turnOffHelp: "You'll sign in with your password alone. Your recovery codes will stop working.",
  turnedOff: "Two-factor authentication is off",
});
