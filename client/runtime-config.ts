import type { Connect, Plugin } from "vite";

/** The API's public address as this build, development server or preview was told. */
export const apiUrl = () => process.env.API_URL ?? "http://localhost:3000";

/**
 * The settings that the page reads when it starts. Development and preview answer from the environment, a build gets a
 * file with the same content, and a container's web server answers in its place: one build serves every deployment.
 */
export function runtimeConfig(): Plugin {
  const content = () => JSON.stringify({ apiUrl: apiUrl() });
  const answer: Connect.NextHandleFunction = (_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Cache-Control", "no-cache");
    response.end(content());
  };
  return {
    name: "runtime-config",
    configureServer: (server) => void server.middlewares.use("/config.json", answer),
    configurePreviewServer: (server) => void server.middlewares.use("/config.json", answer),
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "config.json", source: content() });
    },
    transformIndexHtml: () => [
      {
        tag: "link",
        attrs: { rel: "preload", href: "/config.json", as: "fetch", crossorigin: true },
        injectTo: "head-prepend",
      },
    ],
  };
}
