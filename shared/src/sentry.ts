/** How Sentry names a project and its key. */
export const SENTRY_DSN_PATTERN = "^https?://\\w+@[^/@]+/(.+/)?\\d+$";

/** What could be a URL: text between spaces and quotes. Searched for whole, as each takes linear time then. */
const PART = /[^\s"'<>]+/g;
/** What could hold an email: text between spaces, quotes and brackets. */
const WORD = /[^\s"'<>()=,:;]+/g;
const LONG = /[\w.~+/%-]{24,}/g;

/** A text for Sentry without anybody's email and without anything that could let somebody in. */
export const scrub = (text: string) =>
  text
    // a link's token is behind its path
    .replace(PART, (part) => (/[/=]/.test(part) ? part.replace(/[?#].*/, "") : part))
    .replace(WORD, (word) => (/.@./.test(word) ? "[email]" : word))
    // long and with digits is a token, a hash or a key; without, the name of a constraint
    .replace(LONG, (long) => (/\d/.test(long) ? "[secret]" : long));
