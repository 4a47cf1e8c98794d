import { formatCount } from "../../lib/format.ts";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/sessions/messages", {
  intro: "Browsers and apps signed in to your account. Sign out any that aren't yours.",
  title: "Active sessions",
  deviceColumn: "Device",
  ipAddress: "IP address",
  unknownIpAddress: "Unknown",
  lastActive: "Last active",
  signedIn: "Signed in",
  now: "Now",
  thisOne: "This device",
  end: "Sign out",
  endSession: (device: string) => `Sign out ${device}`,
  ended: (device: string) => `${device} signed out`,
  notEnded: "Couldn't sign out the session",
  endOthers: (count: number) =>
    count === 1 ? "Sign out other session" : `Sign out ${formatCount(count)} other sessions`,
  othersEnded: (count: number) => (count === 1 ? "1 session signed out" : `${formatCount(count)} sessions signed out`),
  othersNotEnded: "Couldn't sign out the other sessions",
});
