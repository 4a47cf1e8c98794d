import Bowser from "bowser";
import { sessionsMessages } from "./sessions/messages.ts";

const LONGEST = 40;

/** A user agent in words, such as "Chrome on Windows"; one that is no browser's as it is, shortened. */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return sessionsMessages.unknownDevice;
  const parser = Bowser.getParser(userAgent);
  const browser = parser.getBrowserName();
  const system = parser.getOSName();
  if (browser && system) return sessionsMessages.device(browser, system);
  return userAgent.length > LONGEST ? `${userAgent.slice(0, LONGEST - 1)}…` : userAgent;
}

export function findDeviceKind(userAgent: string | null): "desktop" | "handheld" | "program" {
  if (!userAgent) return "program";
  const parser = Bowser.getParser(userAgent);
  if (["mobile", "tablet"].includes(parser.getPlatformType())) return "handheld";
  return parser.getOSName() ? "desktop" : "program";
}
