import type { Translated } from "../../lib/language/translate.ts";
import type { cookieMessages as english } from "./cookie-messages.ts";

export const messages: Translated<typeof english> = {
  title: "Ihr Browser hat das Anmelde-Cookie abgelehnt",
  overHttp:
    "Die Anmeldung war erfolgreich, aber Ihr Browser hat das Cookie nicht gespeichert. Safari verhält sich bei http so. Verwenden Sie einen anderen Browser, oder setzen Sie COOKIE_SECURE=false in .env und starten Sie den Server neu.",
  overHttps:
    "Die Anmeldung war erfolgreich, aber Ihr Browser hat das Cookie nicht gespeichert. Erlauben Sie Cookies für diese Website, und versuchen Sie es erneut. Falls Sie diese App betreiben: Seite und API brauchen beide https auf einer gemeinsamen Domain.",
};
