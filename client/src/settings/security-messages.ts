import { formatCount } from "../lib/format.ts";

export const securityMessages = {
  passwordTitle: "Password",
  passwordHelp: "Changing your password signs you out everywhere else.",
  currentPassword: "Current password",
  newPassword: "New password",
  changePassword: "Change password",
  changingPassword: "Changing",
  passwordChanged: (ended: number) => {
    if (ended === 0) return "Password changed. You weren't signed in anywhere else.";
    return `Password changed. ${ended === 1 ? "1 other session" : `${formatCount(ended)} other sessions`} ended.`;
  },
  noPassword: "Your account has no password. Set one to sign in with your email too.",
  sendLink: "Email me a link to set one",
  linkSent: (email: string) => `Open the link we sent to ${email}.`,
  noPasswordMailOff: "Your account has no password, and this server can't send the email to set one.",
  notConnected: (name: string) => `Connect ${name} to sign in with it too.`,
  connectedSince: (name: string) => `You can sign in with ${name}. Connected since`,
  connected: (name: string) => `${name} connected`,
  disconnected: (name: string) => `${name} disconnected`,
  connect: (name: string) => `Connect ${name}`,
  connectHelp: (name: string) => `You'll sign in with ${name} and come back here.`,
  connecting: "Redirecting",
  disconnect: "Disconnect",
  disconnecting: "Disconnecting",
  disconnectTitle: (name: string) => `Disconnect ${name}?`,
  disconnectHelp: (name: string) => `You won't be able to sign in with ${name} until you connect it again.`,
  /** Why the provider sent one back without a link; the codes are the API's. */
  linkProblems: {
    account_exists: (name) => `${name} wasn't connected. Another account here uses your ${name} email.`,
    already_linked: (name) =>
      `${name} wasn't connected. Your ${name} account is connected to another account here. Disconnect it there first.`,
    provider_denied: (name) => `Connecting ${name} was cancelled.`,
    provider_email: (name) => `${name} wasn't connected. It didn't share an email we can use.`,
    provider_unavailable: (name) => `${name} isn't responding. Try again in a moment.`,
    state: () => "This took too long, or was started in another window. Try again.",
    unavailable: () => "The server is temporarily unavailable. Try again in a moment.",
  } as Record<string, (name: string) => string>,
  linkProblem: (name: string) => `${name} wasn't connected. Try again.`,
};
