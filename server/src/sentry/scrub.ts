/** What could hold an email: text between spaces, quotes and brackets. Searched for whole, as each takes linear time then. */
const WORD = /[^\s"'<>()=,:;]+/g;
const LONG = /[\w.~+/%-]{24,}/g;

/** An error's message without anybody's email and without anything that could let somebody in. */
export const scrub = (message: string) =>
  message
    .replace(WORD, (word) => (/.@./.test(word) ? "[email]" : word))
    // long and with digits is a token, a hash or a key; without, the name of a constraint
    .replace(LONG, (text) => (/\d/.test(text) ? "[secret]" : text));
