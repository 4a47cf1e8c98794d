import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { cdnFiles } from "./cdn-files.ts";
import { reachedOrigins, runtimeConfig } from "./runtime-config.ts";
import { scriptBudget } from "./script-budget.ts";
import { webHeaders } from "./web-headers.ts";

export default defineConfig({
  plugins: [react(), runtimeConfig(), cdnFiles(), scriptBudget()],
  define: { "import.meta.env.VITE_RELEASE": JSON.stringify(packageJson.version) },
  server: { port: 5173, strictPort: true },
  preview: {
    port: 4173,
    strictPort: true,
    headers: webHeaders(reachedOrigins()),
  },
  // Vite looks for dependencies in everything but workers, and would reload the page when it meets one there.
  optimizeDeps: { include: ["@zxcvbn-ts/core", "@zxcvbn-ts/language-common", "@zxcvbn-ts/language-en"] },
  // Inlined fonts would be data: addresses, which the content security policy forbids.
  build: {
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What the sign-in form needs is one file: many small ones cost requests and compress worse.
        codeSplitting: {
          groups: [
            { name: "start", test: /src\/main\.tsx$/, priority: 1 },
            // The same of what checks what was typed, which comes behind the form.
            { name: "check", test: /src\/auth\/sign-in\/check-sign-in\.ts$/ },
          ],
        },
      },
    },
  },
});
