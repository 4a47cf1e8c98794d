const MESSAGES = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Each browser says in its own words that a part of the app can't be fetched: after a deployment it has a new name. */
export const isMissingPart = (error: unknown) => error instanceof Error && MESSAGES.test(error.message);
