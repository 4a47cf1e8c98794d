import type { Plugin } from "vite";
import { reachedOrigins } from "./runtime-config.ts";
import { CACHE_CONTROL, webHeaders } from "./web-headers.ts";

/** What tells a CDN that serves the build how: Netlify and Cloudflare Pages read the first two, Vercel the last. */
export const cdnFiles = (): Plugin => ({
  name: "cdn-files",
  generateBundle() {
    const files = { _headers: headersFile(), _redirects: REDIRECTS, "vercel.json": vercelFile() };
    for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: "asset", fileName, source });
  },
});

/** Every page of the app is the same file; a file that is missing is none of them. */
const REDIRECTS = "/assets/* /index.html 404\n/* /index.html 200\n";

/** A header that two rules set is joined of both, so what else they keep is left to them: it is asked for again. */
function headersFile(): string {
  const rules: [string, Record<string, string>][] = [
    ["/*", webHeaders(reachedOrigins())],
    ["/assets/*", { "Cache-Control": CACHE_CONTROL.assets }],
    ["/config.json", { "Cache-Control": CACHE_CONTROL.config }],
  ];
  const lines = rules.flatMap(([path, headers]) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function vercelFile(): string {
  const rule = (source: string, headers: Record<string, string>) => ({
    source,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  });
  return JSON.stringify(
    {
      headers: [
        rule("/(.*)", { ...webHeaders(reachedOrigins()), "Cache-Control": CACHE_CONTROL.others }),
        rule("/assets/(.*)", { "Cache-Control": CACHE_CONTROL.assets }),
        rule("/config.json", { "Cache-Control": CACHE_CONTROL.config }),
      ],
      rewrites: [{ source: "/((?!assets/).*)", destination: "/index.html" }],
    },
    null,
    2,
  );
}
