import { runInNewContext } from "node:vm";

/** What JavaScript and TypeScript keep for themselves. */
export const RESERVED_WORDS = (
  "arguments as async await boolean break case catch class const constructor continue debugger default delete do else enum eval " +
  "export extends false finally for from function get if implements import in instanceof interface let new null " +
  "number object of package private protected public return set static string super switch symbol this throw true " +
  "try type typeof undefined var void while with yield"
).split(" ");

/** Folders, addresses and props of React that mean something else, or may one day. */
export const RESERVED_NAMES =
  "account-deleted api app assets auth commands contract docs forgot-password health index key lib metrics plain-things ref repository reset-password sign-in sign-up support test tests verify-email".split(
    " ",
  );

/** What JavaScript itself has everywhere: Map, Infinity, escape. */
export const GLOBALS: string[] = runInNewContext("Object.getOwnPropertyNames(globalThis)");
