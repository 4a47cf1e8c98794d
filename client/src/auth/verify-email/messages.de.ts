import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "E-Mail-Adresse bestätigen",
  intro: "Bestätigen Sie mit der Schaltfläche, dass diese E-Mail-Adresse Ihnen gehört.",
  passwordIntro:
    "Vielleicht hat sich auch jemand anderes mit dieser E-Mail-Adresse registriert. Geben Sie das Passwort ein, das Ihr Konto haben soll: das von der Registrierung oder ein anderes.",
  verify: "E-Mail-Adresse bestätigen",
  verifying: "E-Mail-Adresse wird bestätigt",
  doneTitle: "Ihre E-Mail-Adresse ist bestätigt",
  done: (email) => `${email} ist bestätigt.`,
  signedInAs: (email) => `In diesem Browser sind Sie als ${email} angemeldet.`,
  requestLink: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Bestätigungslink.",
};
