import { formatCount } from "../lib/format.ts";

export const sessionsMessages = {
  intro: "Every browser and program that is signed in to your account. End those you do not know.",
  title: "Where you are signed in",
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: "Unknown device",
  deviceColumn: "Device",
  address: "Address",
  unknownAddress: "Unknown",
  lastUse: "Last use",
  signedIn: "Signed in",
  since: "since",
  now: "Now",
  thisOne: "This one",
  end: "End",
  endSession: (device: string) => `End the session of ${device}`,
  ended: (device: string) => `${device} is signed out`,
  notEnded: "The session was not ended",
  endOthers: (count: number) => (count === 1 ? "End the other one" : `End the ${formatCount(count)} others`),
  othersEnded: (count: number) => (count === 1 ? "1 session ended" : `${formatCount(count)} sessions ended`),
  othersNotEnded: "The other sessions were not ended",
};
