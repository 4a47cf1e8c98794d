/** Hands a file to the browser to be saved under a name. */
export function saveFile(name: string, type: "application/json" | "text/plain" | "text/csv", content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // Some browsers begin to read only later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
