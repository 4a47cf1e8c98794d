import { translate } from "../../../lib/language/translate.ts";

export const strengthMessages = translate("components/form/password/strength-messages", {
  strengths: ["Weak.", "Weak.", "Fair.", "Good.", "Strong."] as const,
  addWords: "Add another word or two.",
  /** By zxcvbn's names for them. */
  weaknesses: {
    topTen: "It's one of the most common passwords.",
    topHundred: "It's one of the most common passwords.",
    similarToCommon: "It's close to a common password.",
    userInputs: "It's close to your name, your email or this site's name.",
    wordByItself: "A single word is easy to guess.",
    namesByThemselves: "A name is easy to guess.",
    commonNames: "Names are easy to guess.",
    straightRow: "A row of keys is easy to guess.",
    keyPattern: "Keys side by side are easy to guess.",
    simpleRepeat: "Repeats are easy to guess.",
    extendedRepeat: "Repeats are easy to guess.",
    sequences: "Sequences such as abc are easy to guess.",
    recentYears: "Years are easy to guess.",
    dates: "Dates are easy to guess.",
  },
});
