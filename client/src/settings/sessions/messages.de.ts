import { formatCount } from "../../lib/format.ts";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  intro: "Browser und Apps, die in Ihrem Konto angemeldet sind. Melden Sie alle ab, die Sie nicht kennen.",
  title: "Aktive Sitzungen",
  deviceColumn: "Gerät",
  ipAddress: "IP-Adresse",
  unknownIpAddress: "Unbekannt",
  lastActive: "Zuletzt aktiv",
  signedIn: "Angemeldet",
  now: "Jetzt",
  thisOne: "Dieses Gerät",
  end: "Abmelden",
  endSession: (device) => `${device} abmelden`,
  ended: (device) => `${device} abgemeldet`,
  notEnded: "Die Sitzung konnte nicht beendet werden",
  endOthers: (count) => (count === 1 ? "Andere Sitzung beenden" : `${formatCount(count)} andere Sitzungen beenden`),
  othersEnded: (count) => (count === 1 ? "1 Sitzung beendet" : `${formatCount(count)} Sitzungen beendet`),
  othersNotEnded: "Die anderen Sitzungen konnten nicht beendet werden",
};
