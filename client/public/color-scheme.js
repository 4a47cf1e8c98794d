// Runs before the first paint, so that the page never flashes in the wrong theme.
// A file of its own: the content security policy allows no inline scripts.
try {
  const stored = localStorage.getItem("color-scheme");
  const dark = stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
} catch {
  // Storage may be forbidden; the style sheet then starts out light.
}
