import Bowser from "bowser";
import { settingsMessages } from "./messages.ts";

const MAX_LENGTH = 40;

/** A user agent in words, such as "Chrome on Windows"; one that isn't a browser's is only shortened. */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return settingsMessages.unknownDevice;
  const parser = Bowser.getParser(userAgent);
  const browser = parser.getBrowserName();
  const system = parser.getOSName();
  if (browser && system) return settingsMessages.device(browser, system);
  return userAgent.length > MAX_LENGTH ? `${userAgent.slice(0, MAX_LENGTH - 1)}…` : userAgent;
}

export function findDeviceKind(userAgent: string | null): "desktop" | "handheld" | "program" {
  if (!userAgent) return "program";
  const parser = Bowser.getParser(userAgent);
  if (["mobile", "tablet"].includes(parser.getPlatformType())) return "handheld";
  return parser.getOSName() ? "desktop" : "program";
}
