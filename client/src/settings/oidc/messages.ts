import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/oidc/messages", {
  notConnected: (name: string) => `Connect ${name} to sign in with it too.`,
  connectedSince: (name: string) => `You can sign in with ${name}. Connected since`,
  connect: (name: string) => `Connect ${name}`,
  connectHelp: (name: string) => `You'll sign in with ${name} and come back here.`,
  goToProvider: { label: "Continue", busyLabel: "Redirecting" },
  connected: (name: string) => `${name} connected`,
  disconnect: { label: "Disconnect", busyLabel: "Disconnecting" },
  disconnectTitle: (name: string) => `Disconnect ${name}?`,
  disconnectHelp: (name: string) => `You won't be able to sign in with ${name} until you connect it again.`,
  disconnected: (name: string) => `${name} disconnected`,
  /** Why the provider wasn't connected, by the API's error codes. */
  connectProblems: {
    account_exists: (name: string) =>
      `Another account here uses the same email as your ${name} account. Sign in to that account, then connect ${name} in its settings.`,
    already_linked: (name: string) =>
      `Your account with ${name} is connected to another account here. Disconnect it there first.`,
    provider_denied: (name: string) => `Connecting ${name} was cancelled.`,
    provider_email: (name: string) => `We couldn't get your email from ${name}, so your account wasn't connected.`,
    provider_unavailable: (name: string) => `Couldn't reach ${name}. Try again in a moment.`,
    state: () => "This took too long, or was started in another window. Try again.",
    unavailable: () => "The server is temporarily unavailable. Try again in a moment.",
  },
  connectProblem: (name: string) => `Your account with ${name} couldn't be connected. Try again.`,
});
