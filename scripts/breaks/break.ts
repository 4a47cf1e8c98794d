/** One deliberate fault, and the tests that have to notice it. */
export type Break = {
  /** What nobody would be promised any more if the fault were real. */
  promise: string;
  file: string;
  /** A text that occurs once in the file, as short as is sure to be found after a change of its surroundings. */
  find: string;
  replace: string;
  /** Test files; those of the browser end with `.spec.ts`. */
  tests: readonly string[];
  /** Part of the titles of the tests to run, where the files hold many. */
  only?: string;
};
