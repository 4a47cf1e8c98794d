import type { ErrorCode } from "@cafe-app-ai/shared/envelope";

/** What the API and the shared schemas say, in German; what is not here by its code, and else as it came. */
export function translateSentence(english: string, code?: ErrorCode): string {
  const [, bare = "", stop = ""] = /^(.*?)(\.?)$/s.exec(english) ?? [];
  const german = translateBare(bare, code);
  return german === undefined ? ((code && BY_CODE[code]) ?? english) : german + stop;
}

function translateBare(bare: string, code?: ErrorCode): string | undefined {
  const known = SENTENCES[bare];
  if (known) return known;
  for (const [pattern, german] of PATTERNS) {
    const found = pattern.exec(bare);
    if (found) return german.replaceAll(/\$(\d)/g, (_, group) => translateGroup(found[group] ?? ""));
  }
  const [, field, about] = /^(\w+): (.+)$/.exec(bare) ?? [];
  return about && `${field}: ${translateSentence(about, code)}`;
}

/** What separates thousands is a comma in English. */
const translateGroup = (group: string) =>
  UNITS[group] ?? (/^\d[\d,]*,\d+$/.test(group) ? group.replaceAll(",", ".") : group);

/** Without their last full stop. */
const SENTENCES: Record<string, string> = {
  // of the shared schemas
  Required: "Pflichtfeld",
  "Must be text": "Muss Text sein",
  "Must be a date such as 2026-11-24": "Muss ein Datum sein wie 2026-11-24",
  "Must be a whole number": "Muss eine ganze Zahl sein",
  "Must not contain control characters": "Darf keine Steuerzeichen enthalten",
  "Enter an email address, such as ada@example.com": "Geben Sie eine E-Mail-Adresse ein, z. B. ada@example.com",
  "Enter the six-digit code from your app": "Geben Sie den sechsstelligen Code aus Ihrer App ein",
  "Enter the six-digit code from your app, or a recovery code such as ab3de-fg7hj":
    "Geben Sie den sechsstelligen Code aus Ihrer App ein, oder einen Wiederherstellungscode wie ab3de-fg7hj",
  "Must be an ISO 4217 code, such as EUR": "Muss ein Code nach ISO 4217 sein, z. B. EUR",
  "Must be an IANA time zone, such as Europe/Berlin": "Muss eine IANA-Zeitzone sein, z. B. Europe/Berlin",
  "Must be a time such as 2026-11-24T09:30:00Z, with Z or an offset, from 1900 on":
    "Muss eine Zeit ab 1900 sein wie 2026-11-24T09:30:00Z, mit Z oder UTC-Abweichung",
  "Must be a time such as 2026-11-24T09:30:00Z, with Z or an offset, from 1900 to a day ahead":
    "Muss eine Zeit ab 1900 sein wie 2026-11-24T09:30:00Z, mit Z oder UTC-Abweichung, höchstens einen Tag in der Zukunft",
  "This password is too common. Choose a less common one":
    "Dieses Passwort wird zu häufig verwendet. Wählen Sie ein anderes",
  "This password is too close to your email or this product's name. Choose another one":
    "Dieses Passwort ähnelt zu sehr Ihrer E-Mail-Adresse oder dem Produktnamen. Wählen Sie ein anderes",
  "This password is too easy to guess. Avoid repeats, sequences, dates and rows of keys":
    "Dieses Passwort ist zu leicht zu erraten. Vermeiden Sie Wiederholungen, Folgen, Datumsangaben und Tastenreihen",

  // of signing in and the account
  "Incorrect email or password": "E-Mail-Adresse oder Passwort ist falsch",
  "Incorrect password": "Falsches Passwort",
  "Incorrect code": "Falscher Code",
  "This code was already used. Wait for the next one": "Dieser Code wurde schon verwendet. Warten Sie auf den nächsten",
  "This passkey isn't linked to an account": "Dieser Passkey gehört zu keinem Konto",
  "This sign-in method was just removed. Sign in again":
    "Diese Anmeldemethode wurde gerade entfernt. Melden Sie sich erneut an",
  "Your password is being reset": "Ihr Passwort wird gerade zurückgesetzt",
  "Your password was just changed": "Ihr Passwort wurde gerade geändert",
  "Your account has no password. Request a password reset to set one":
    "Ihr Konto hat kein Passwort. Fordern Sie einen Link zum Zurücksetzen an, um eines festzulegen",
  "Confirm your email first. Open the link in the email we sent you":
    "Bestätigen Sie zuerst Ihre E-Mail-Adresse. Öffnen Sie dazu den Link in der E-Mail, die wir gesendet haben",
  "An account with this email already exists": "Es gibt schon ein Konto mit dieser E-Mail-Adresse",
  "Someone else may have signed up with this email. Enter the password you want for your account":
    "Vielleicht hat sich jemand anderes mit dieser E-Mail-Adresse registriert. Geben Sie das Passwort ein, das Ihr Konto haben soll",
  "Sign in to continue": "Melden Sie sich an, um fortzufahren",
  "Sign in again to do this": "Melden Sie sich dafür erneut an",
  "This session has already ended. Sign in again": "Diese Sitzung ist schon beendet. Melden Sie sich erneut an",
  "You're signed in to another account now. Reload the page":
    "Sie sind jetzt in einem anderen Konto angemeldet. Laden Sie die Seite neu",
  "This account was deleted": "Dieses Konto wurde gelöscht",
  "This account no longer exists": "Dieses Konto gibt es nicht mehr",
  "This account now has a different email": "Dieses Konto hat jetzt eine andere E-Mail-Adresse",
  "This link was already used, has expired or was replaced by a newer one":
    "Dieser Link wurde schon verwendet, ist abgelaufen oder durch einen neueren ersetzt",
  "This has expired or was already used. Start again":
    "Das ist abgelaufen oder wurde schon verwendet. Beginnen Sie von vorn",
  "This took too long, or there were too many wrong codes. Sign in again":
    "Das hat zu lange gedauert, oder es gab zu viele falsche Codes. Melden Sie sich erneut an",
  "This is your only sign-in method. Add another one first":
    "Das ist Ihre einzige Anmeldemethode. Fügen Sie zuerst eine andere hinzu",
  "Session not found": "Sitzung nicht gefunden",
  "Passkey not found": "Passkey nicht gefunden",
  "This passkey is already registered": "Dieser Passkey ist schon registriert",
  "This passkey can't be used. It must ask for your fingerprint, face or PIN":
    "Dieser Passkey ist nicht verwendbar. Er muss nach Fingerabdruck, Gesicht oder PIN fragen",
  "Set up two-factor authentication first": "Richten Sie zuerst die Zwei-Faktor-Authentifizierung ein",
  "Two-factor authentication is off": "Die Zwei-Faktor-Authentifizierung ist deaktiviert",
  "Two-factor authentication is already on": "Die Zwei-Faktor-Authentifizierung ist schon aktiv",
  "These codes no longer work. Newer ones have replaced them":
    "Diese Codes funktionieren nicht mehr: Sie wurden durch neuere ersetzt",
  "Too many people are signing in. Try again in a moment":
    "Gerade melden sich zu viele Personen an. Versuchen Sie es gleich noch einmal",
  "The code couldn't be checked. Try again in a moment":
    "Der Code konnte nicht geprüft werden. Versuchen Sie es gleich noch einmal",

  "This server can't send email": "Dieser Server kann keine E-Mails senden",

  // of orders
  "Order not found": "Diese Bestellung gibt es nicht",
  "This account already has orders": "Dieses Konto hat schon Bestellungen",
  "This order has changed since you loaded it": "Diese Bestellung wurde inzwischen geändert",
  "Too many files are being imported. Try again in a moment":
    "Gerade werden zu viele Dateien importiert. Versuchen Sie es gleich noch einmal",
  "Too many imports and exports at once. Wait until one finishes":
    "Zu viele Importe und Exporte auf einmal. Warten Sie, bis einer fertig ist",
  "1 row has errors, so nothing was imported": "1 Zeile hat Fehler, deshalb wurde nichts importiert",
  "The file has both total and totalCents. Keep one of them":
    "Die Datei hat sowohl total als auch totalCents. Behalten Sie eine der beiden Spalten",
  "This file isn't UTF-8. Save it as “CSV UTF-8” and try again":
    "Diese Datei ist nicht UTF-8. Speichern Sie sie als „CSV UTF-8“, und versuchen Sie es erneut",
};

/** Sentences with a number or a name in them, by their groups. */
const PATTERNS: [RegExp, string][] = [
  [/^Use at least (\d+) characters$/, "Verwenden Sie mindestens $1 Zeichen"],
  [/^Use (\d+) characters or fewer$/, "Verwenden Sie höchstens $1 Zeichen"],
  [
    /^Use (\d+) characters or fewer, and no control characters$/,
    "Verwenden Sie höchstens $1 Zeichen, ohne Steuerzeichen",
  ],
  [/^Must have 1 to (\d+) characters, and no control characters$/, "Muss 1 bis $1 Zeichen haben, ohne Steuerzeichen"],
  [/^Must be at least (\d+)$/, "Muss mindestens $1 sein"],
  [/^Must be at most (\d+)$/, "Darf höchstens $1 sein"],
  [/^Must be one of (.+)$/, "Muss einer dieser Werte sein: $1"],
  [/^Must be a whole number from (\d+) to ([\d,]+)$/, "Muss eine ganze Zahl von $1 bis $2 sein"],
  [/^Must be a whole number up to ([\d,]+)$/, "Muss eine ganze Zahl bis $1 sein"],
  [
    /^Write the amount in (\S+) without decimals, such as (\S+)$/,
    "Schreiben Sie den Betrag in $1 ohne Nachkommastellen, z. B. $2",
  ],
  [
    /^Write the amount in (\S+) with (\d+) decimals, such as (\S+)$/,
    "Schreiben Sie den Betrag in $1 mit $2 Nachkommastellen, z. B. $3",
  ],
  [/^Must have (\d+) cells like the first line, not (\d+)$/, "Muss wie die erste Zeile $1 Zellen haben, nicht $2"],
  [/^(\d+) rows have errors, so nothing was imported$/, "$1 Zeilen haben Fehler, deshalb wurde nichts importiert"],
  [
    /^Line (\d+) is too long\. A quote may not be closed$/,
    "Zeile $1 ist zu lang. Vielleicht fehlt ein schließendes Anführungszeichen",
  ],
  [/^A quote in line (\d+) is never closed$/, "In Zeile $1 wird ein Anführungszeichen nie geschlossen"],
  [/^The file has two columns for (\S+)$/, "Die Datei hat zwei Spalten für $1"],
  [/^The first line has no (\S+) column$/, "In der ersten Zeile fehlt die Spalte $1"],
  [
    /^A file can have at most ([\d,]+) orders\. Split it into smaller ones$/,
    "Eine Datei darf höchstens $1 Bestellungen haben. Teilen Sie sie auf",
  ],
  [/^You can have at most (\d+) event streams open$/, "Es dürfen höchstens $1 Verbindungen offen sein"],
  [/^Too many attempts\. Try again in (\d+) (seconds|minutes)$/, "Zu viele Versuche. Versuchen Sie es in $1 $2 erneut"],
  [/^A (.+) account is already connected$/, "Ein $1-Konto ist schon verbunden"],
  [/^No (.+) account is connected$/, "Es ist kein $1-Konto verbunden"],
  [/^(.+) isn't responding\. Try again in a moment$/, "$1 antwortet nicht. Versuchen Sie es gleich noch einmal"],
];

const UNITS: Record<string, string> = { seconds: "Sekunden", minutes: "Minuten" };

/** For sentences that no page of the app asks for. */
const BY_CODE: Partial<Record<ErrorCode, string>> = {
  VALIDATION_ERROR: "Die Eingaben sind nicht gültig. Prüfen Sie sie, und versuchen Sie es erneut.",
  INVALID_CREDENTIALS: "Die Anmeldedaten sind falsch.",
  INVALID_TOKEN: "Das ist abgelaufen oder wurde schon verwendet.",
  NOT_FOUND: "Nicht gefunden.",
  CONFLICT: "Das passt nicht mehr zum aktuellen Stand. Laden Sie die Seite neu.",
  PAYLOAD_TOO_LARGE: "Das ist zu groß.",
  RATE_LIMITED: "Zu viele Versuche. Versuchen Sie es später erneut.",
  INTERNAL_ERROR: "Bei uns ist etwas schiefgelaufen.",
  SERVICE_UNAVAILABLE: "Der Server ist gerade ausgelastet oder startet. Versuchen Sie es gleich noch einmal.",
};
