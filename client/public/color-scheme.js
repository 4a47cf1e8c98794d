// before the first paint; the content security policy allows no inline script
try {
  const stored = localStorage.getItem("color-scheme");
  const dark = stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
} catch {
  // storage may be forbidden
}
