import type { Break } from "../break.ts";

const RESET = "client/e2e/auth/password-reset.spec.ts";
const AUTH = "client/e2e/auth/sign-in.spec.ts";
const API = "client/src/lib/api/api.test.ts";

export const clientBreaks: Break[] = [
  {
    promise: "504 of a proxy counts as an unreachable API",
    file: "client/src/lib/api/api.ts",
    find: "response.status <= 504",
    replace: "response.status < 504",
    tests: [API],
  },
  {
    promise: "requests carry the cookie",
    file: "client/src/lib/api/api.ts",
    find: 'credentials: "include"',
    replace: 'credentials: "omit"',
    tests: [AUTH],
    only: "scripts never see the session token",
  },
  {
    promise: "a cancelled request doesn't make the API unreachable",
    file: "client/src/lib/api/api.ts",
    find: "|| signal?.aborted",
    replace: "",
    tests: [API],
  },
  {
    promise: "a mail's token leaves the browser's history",
    file: "client/src/auth/mail-link/use-link-token.ts",
    find: "replace: true, ",
    replace: "",
    tests: [RESET],
    only: "browser's history",
  },
  {
    promise: "nobody sees what the app kept of somebody else",
    file: "client/src/lib/session/session.ts",
    find: "if (before && id && before.user.id !== id) return startAnew();",
    replace: "",
    tests: ["client/e2e/dashboard/windows.spec.ts"],
    only: "shows nothing of the first account",
  },
  {
    promise: "whoever signs out leaves nothing behind",
    file: "client/src/lib/session/session.ts",
    find: "export function forgetSession(client: QueryClient, how: Departure): void {\n  forgetEverythingElse(client, how);",
    replace: "export function forgetSession(client: QueryClient, _how: Departure): void {",
    tests: [AUTH],
  },
  {
    promise: "a tab that comes back asks again who is signed in",
    file: "client/src/lib/session/session.ts",
    find: 'refetchOnWindowFocus: "always",',
    replace: "",
    tests: [AUTH],
    only: "a tab notices a sign-out",
  },
  {
    promise: "the dashboard shows the reader's days",
    file: "client/src/dashboard/queries.ts",
    find: "new URLSearchParams({ range, timezone: timezone(), compare })",
    replace: 'new URLSearchParams({ range, timezone: "UTC", compare })',
    tests: ["client/e2e/dashboard/journey.spec.ts"],
    only: "day that its reader had",
  },
  {
    promise: "sample orders are made in the reader's days",
    file: "client/src/lib/cafe/orders.ts",
    find: '"/api/orders/sample", { timezone: timezone() }',
    replace: '"/api/orders/sample", { timezone: "UTC" }',
    tests: ["client/e2e/dashboard/journey.spec.ts"],
    only: "sample orders are made",
  },
  {
    promise: "passwords are forgotten with the form that sent them",
    file: "client/src/lib/api/query-client.ts",
    find: ", gcTime: 0",
    replace: "",
    tests: ["client/src/lib/api/query-client.test.ts"],
  },
  {
    promise: "a query tries again by itself when the API is unreachable",
    file: "client/src/lib/api/query-client.ts",
    find: "isUnreachable(query.state.error) ? (retryAfter(query.state.error) ?? UNREACHABLE_RETRY_MS) : false",
    replace: "false",
    tests: ["client/src/lib/api/query-client.test.ts"],
  },
  {
    promise: "a sign-in leads to no other site",
    file: "client/src/auth/next-path.ts",
    find: 'origin !== HERE || pathname.startsWith("//")',
    replace: "false",
    tests: ["client/src/auth/next-path.test.ts"],
  },
  {
    promise: "a message of the server's about a field of another place stays above the form",
    file: "client/src/lib/form/server-field-errors.ts",
    find: 'detail.in === "body" && ',
    replace: "",
    tests: ["client/src/lib/form/field-errors.test.ts"],
  },
  {
    promise: "text can be read in the dark theme",
    file: "client/src/theme.ts",
    find: '"--mantine-color-placeholder": "#9a938d"',
    replace: '"--mantine-color-placeholder": "#3a3633", "--mantine-color-dimmed": "#3a3633"',
    tests: ["client/e2e/settings/accessibility.spec.ts"],
    only: "is accessible",
  },
];
