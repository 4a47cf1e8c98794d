/** Replaces a text that occurs exactly once in a file that stays, or everything from it up to where another begins. */
export type Edit = { file: string; find: string; upTo?: string; replace?: string };

/** Texts of one file, each with what takes its place. */
export const replace = (file: string, ...changes: [find: string, replace: string][]): Edit[] =>
  changes.map(([find, replace]) => ({ file, find, replace }));

/** Texts of one file that go. */
export const remove = (file: string, ...texts: string[]): Edit[] => texts.map((find) => ({ file, find }));

/** All from a text up to where another begins, or to the end where that is empty. */
export const cut = (file: string, find: string, upTo: string, replace = ""): Edit[] => [{ file, find, upTo, replace }];
