type Value = Fields | unknown;
type Fields = { [key: string]: Value };

const isObject = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSame = (one: Value, other: Value) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Merges three versions of an object. Where both sides changed a version number, the higher one wins.
 * @returns undefined if both sides changed a value differently
 */
export function mergeObjects(base: Fields, ours: Fields, theirs: Fields): Fields | undefined {
  const entries: [string, Value][] = [];
  for (const key of keysOf(ours, theirs)) {
    const [was, own, other] = [base[key], ours[key], theirs[key]];
    if (isSame(own, other) || isSame(was, other)) entries.push([key, own]);
    else if (isSame(was, own)) entries.push([key, other]);
    else {
      const merged =
        isObject(own) && isObject(other) ? mergeObjects(isObject(was) ? was : {}, own, other) : higher(own, other);
      if (merged === undefined) return undefined;
      entries.push([key, merged]);
    }
  }
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Ours in our order, each of theirs after the one that it follows there. */
function keysOf(ours: Fields, theirs: Fields): string[] {
  const keys = Object.keys(ours);
  let previous = -1;
  for (const key of Object.keys(theirs)) {
    if (!keys.includes(key)) keys.splice(previous + 1, 0, key);
    previous = keys.indexOf(key);
  }
  return keys;
}

/** Of two ranges such as ^1.2.3 or ~1.4.0, the one that begins later. */
function higher(one: Value, other: Value): string | undefined {
  const range = /^[~^]?\d+(\.\d+)*$/;
  if (typeof one !== "string" || typeof other !== "string" || !range.test(one) || !range.test(other)) return undefined;
  const [first, second] = [one, other].map((text) => text.replace(/^[~^]/, "")) as [string, string];
  return first.localeCompare(second, "en", { numeric: true }) >= 0 ? one : other;
}
