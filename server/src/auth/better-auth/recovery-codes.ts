import { randomInt } from "node:crypto";

/** Without those that paper makes look alike (0 o, 1 l i), and of one case: they are typed by hand. */
const CHARACTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/** Ten codes of 49 random bits. */
export const newRecoveryCodes = () => Array.from({ length: 10 }, () => `${part()}-${part()}`);

const part = () => Array.from({ length: 5 }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");
