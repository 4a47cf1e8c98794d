import type { Translated } from "../../../lib/language/translate.ts";
import type { strengthMessages as english } from "./strength-messages.ts";

export const messages: Translated<typeof english> = {
  strengths: ["Schwach.", "Schwach.", "Mittel.", "Gut.", "Stark."],
  addWords: "Fügen Sie ein oder zwei Wörter hinzu.",
  weaknesses: {
    topTen: "Es ist eines der häufigsten Passwörter.",
    topHundred: "Es ist eines der häufigsten Passwörter.",
    similarToCommon: "Es ähnelt einem häufigen Passwort.",
    userInputs: "Es ähnelt Ihrem Namen, Ihrer E-Mail-Adresse oder dem Namen dieser Website.",
    wordByItself: "Ein einzelnes Wort ist leicht zu erraten.",
    namesByThemselves: "Ein Name ist leicht zu erraten.",
    commonNames: "Namen sind leicht zu erraten.",
    straightRow: "Eine Tastenreihe ist leicht zu erraten.",
    keyPattern: "Benachbarte Tasten sind leicht zu erraten.",
    simpleRepeat: "Wiederholungen sind leicht zu erraten.",
    extendedRepeat: "Wiederholungen sind leicht zu erraten.",
    sequences: "Folgen wie abc sind leicht zu erraten.",
    recentYears: "Jahreszahlen sind leicht zu erraten.",
    dates: "Datumsangaben sind leicht zu erraten.",
  },
};
