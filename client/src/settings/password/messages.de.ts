import { formatCount } from "../../lib/format.ts";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Passwort",
  help: "Wenn Sie Ihr Passwort ändern, werden Sie überall sonst abgemeldet.",
  currentPassword: "Aktuelles Passwort",
  newPassword: "Neues Passwort",
  change: { label: "Passwort ändern", busyLabel: "Wird geändert" },
  changed: (ended) => {
    if (ended === 0) return "Passwort geändert. Sie waren nirgendwo sonst angemeldet.";
    return `Passwort geändert. ${ended === 1 ? "1 andere Sitzung" : `${formatCount(ended)} andere Sitzungen`} beendet.`;
  },
  noPassword: "Ihr Konto hat kein Passwort. Legen Sie eines fest, um sich auch mit Ihrer E-Mail-Adresse anzumelden.",
  sendLink: "Link zum Festlegen senden",
  linkSent: (email) => `Öffnen Sie den Link, den wir an ${email} gesendet haben.`,
  noPasswordMailOff: "Ihr Konto hat kein Passwort, und dieser Server kann die E-Mail zum Festlegen nicht senden.",
};
