/** Removes from a list the breaks of files, or noticed by tests, that are removed. */
export function dropBreaks(list: string, removed: string[]): string {
  const gone = new Set(removed);
  const constants = [...list.matchAll(/^const (\w+) = "([^"]+)";\n/gm)];
  const isGone = (text: string) => [...text.matchAll(/"([^"\n]+)"/g)].some(([, path = ""]) => gone.has(path));
  const lost = constants.filter(([, , path = ""]) => gone.has(path)).map(([, name = ""]) => name);
  const names = (text: string) => lost.some((name) => new RegExp(`\\b${name}\\b`).test(text));
  const left = list.replaceAll(/^ {2}\{\n[\s\S]*?^ {2}\},\n/gm, (entry) =>
    isGone(entry) || names(entry) ? "" : entry,
  );
  return constants.reduce((text, [line, name = ""]) => {
    const rest = text.replace(line, "");
    return new RegExp(`\\b${name}\\b`).test(rest) ? text : rest;
  }, left);
}
