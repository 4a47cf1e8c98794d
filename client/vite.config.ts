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
    // every browser that Vite builds for can preload modules
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      output: {
        // the first file names all others
        chunkFileNames: "assets/[name]-[hash:6].js",
        assetFileNames: "assets/[name]-[hash:6][extname]",
        // Many small files cost requests and compress worse, so what is needed together is one file.
        codeSplitting: {
          groups: [
            { name: "start", test: /src\/main\.tsx$/, priority: 4 },
            // checks what was typed: comes behind the sign-in form
            { name: "check", test: /src\/auth\/sign-in\/check-sign-in\.ts$/, priority: 3 },
            { name: "lib", test: /client\/src\/lib\/(?!.*messages|form\/)/, minShareCount: 2, priority: 3 },
            { name: "auth", test: /src\/auth\/.*-page\.tsx$/, priority: 2 },
            {
              name: "ui",
              test: /node_modules\/(@mantine|@floating-ui|@tabler|react-remove-scroll|use-)/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
