import { formatCount } from "../lib/format.ts";

export const securityMessages = {
  passwordTitle: "Password",
  passwordHelp: "Changing it signs you out everywhere else.",
  currentPassword: "Current password",
  newPassword: "New password",
  changePassword: "Change password",
  changingPassword: "Changing",
  passwordChanged: (ended: number) => {
    if (ended === 0) return "Password changed. You were signed in nowhere else.";
    return `Password changed. ${ended === 1 ? "1 other session" : `${formatCount(ended)} other sessions`} ended.`;
  },
  noPassword: "Your account has no password. With one, you can also sign in with your email address.",
  sendLink: "Send me a link to set one",
  linkSent: (email: string) => `Open the link we sent to ${email}.`,
  noPasswordMailOff: "Your account has no password, and this server cannot send the mail that would let you set one.",
  notConnected: (name: string) => `Connect ${name} to sign in with it too.`,
  connectedSince: (name: string) => `You can sign in with ${name}. Connected since`,
  connected: (name: string) => `${name} is connected`,
  disconnected: (name: string) => `${name} is disconnected`,
  connect: (name: string) => `Connect ${name}`,
  connectHelp: (name: string) => `You sign in at ${name} and come back here.`,
  connecting: "Going there",
  disconnect: "Disconnect",
  disconnecting: "Disconnecting",
  disconnectTitle: (name: string) => `Disconnect ${name}?`,
  disconnectHelp: (name: string) => `You can no longer sign in with ${name}. You can connect it again.`,
  /** Why the provider sent one back without a link; the codes are the API's. */
  linkProblems: {
    account_exists: (name) =>
      `${name} was not connected: another account here has the address of your ${name} account.`,
    already_linked: (name) =>
      `${name} was not connected: your account there is connected to another account here. Disconnect it there first.`,
    provider_denied: (name) => `Connecting ${name} was called off.`,
    provider_email: (name) => `${name} was not connected: it gave no email address that we can use.`,
    provider_unavailable: (name) => `${name} cannot be reached at the moment. Try again soon.`,
    state: () => "This took too long, or was begun in another window. Try again.",
    unavailable: () => "The server is not available at the moment. Try again soon.",
  } as Record<string, (name: string) => string>,
  linkProblem: (name: string) => `${name} was not connected. Try again.`,
};
