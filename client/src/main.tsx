import "@fontsource-variable/inter/wght.css";
import "./mantine.css";
import "./styles.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ConfigProblemPage } from "./components/problem/config-problem-page.tsx";
import { loadConfig } from "./lib/api/config.ts";
import { createQueryClient } from "./lib/api/query-client.ts";
import { reportError, reportUncaught } from "./lib/errors/report-error.ts";
import { loadTranslation } from "./lib/language/translate.ts";
import { authConfigQuery } from "./lib/session/auth-config.ts";
import { forgetSession, sessionQuery } from "./lib/session/session.ts";
import { Router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

const queryClient = createQueryClient({
  onUnauthenticated: (client) => forgetSession(client, "ended"),
  onFailure: reportError,
});

/** public/color-scheme.js reads the same key before the first paint. */
const colorSchemeManager = localStorageColorSchemeManager({ key: "color-scheme" });

async function start() {
  await loadConfig();
  // Asked for at once, while the page's own code is still on its way.
  void queryClient.prefetchQuery(sessionQuery);
  void queryClient.prefetchQuery(authConfigQuery);
  return (
    <QueryClientProvider client={queryClient}>
      <Router />
    </QueryClientProvider>
  );
}

reportUncaught();

const root = createRoot(document.getElementById("root") as HTMLElement);

const render = (app: ReactNode) =>
  root.render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        {app}
      </MantineProvider>
    </StrictMode>,
  );

// No await up here: a language's sentences import parts of this file's chunk, and would wait for its end.
void Promise.all([
  start().catch((error: Error) => <ConfigProblemPage problem={error.message} />),
  loadTranslation({ de: async () => (await import("./german.ts")).german }),
]).then(([app]) => render(app));
