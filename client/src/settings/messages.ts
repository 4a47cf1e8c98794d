import { translate } from "../lib/language/translate.ts";

/** What several of the settings' pages say. */
export const settingsMessages = translate("settings/messages", {
  settings: "Settings",
  profile: "Profile",
  cafe: "Café",
  security: "Sign-in and security",
  sessions: "Sessions",
  activity: "Recent activity",
  data: "Your data",
  save: { label: "Save", busyLabel: "Saving" },
  cancel: "Cancel",
  close: "Close",
  yourPassword: "Your password",
  signInAgain: "Sign in again",
  stillSignedIn: "Couldn't sign out",
  loadFailed: "Couldn't load this",
  mailSent: (email: string) => `Email sent to ${email}`,
  mailNotSent: "Couldn't send the email",
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: "Unknown device",
});
