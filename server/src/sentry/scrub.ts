const EMAIL = /[^\s"'<>()=,:;]+@[^\s"'<>()=,:;]+/g;
/** What is long and has digits: a token, a hash, a key; not the name of a constraint. */
const SECRET = /(?=[\w.~+/%-]*\d)[\w.~+/%-]{24,}/g;

/** An error's message without anybody's email and without anything that could let somebody in. */
export const scrub = (message: string) => message.replace(EMAIL, "[email]").replace(SECRET, "[secret]");
