const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether a request, or a route with one or more methods, does more than read. */
export const changesSomething = ({ method }: { method: string | string[] }) =>
  [method].flat().some((name) => !SAFE_METHODS.includes(name));
