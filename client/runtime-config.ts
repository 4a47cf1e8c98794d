import { SENTRY_DSN_PATTERN } from "@cafe-app-ai/shared/sentry";
import type { Connect, Plugin } from "vite";
import { API_URL_PATTERN } from "./src/lib/api/config.ts";

/** The API's public address as this build, development server or preview was told. */
function apiUrl(): string {
  const url = process.env.API_URL || "http://localhost:3000";
  if (!API_URL_PATTERN.test(url)) throw new Error("API_URL: Must be a URL, such as https://api.example.com");
  return url;
}

/** Where errors of the app are told, if anywhere. */
function sentryDsn(): string {
  const dsn = process.env.CLIENT_SENTRY_DSN ?? "";
  if (dsn && !new RegExp(SENTRY_DSN_PATTERN).test(dsn)) {
    throw new Error("CLIENT_SENTRY_DSN: Must be a DSN, such as https://key@example.com/1");
  }
  return dsn;
}

/** Whom the page may talk to beside its own server. */
export const reachedOrigins = () => [apiUrl(), ...(sentryDsn() ? [new URL(sentryDsn()).origin] : [])];

/**
 * The settings that the page reads when it starts. Development and preview answer from the environment, a build gets a
 * file with the same content, and a container's web server answers in its place: one build serves every deployment.
 */
export function runtimeConfig(): Plugin {
  const content = () => JSON.stringify({ apiUrl: apiUrl(), sentryDsn: sentryDsn() });
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
