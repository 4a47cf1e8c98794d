/** Why the provider sent one back, by the API's error codes. */
export const problemMessages: Record<string, (provider: string) => string> = {
  provider_failed: (name) => `${name} couldn't sign you in. Try again, or sign in another way.`,
  provider_unavailable: (name) => `${name} isn't responding. Try again in a moment, or sign in another way.`,
  provider_denied: (name) => `Sign-in with ${name} was cancelled.`,
  account_exists: (name) =>
    `An account with the same email already exists. Sign in to it, then connect ${name} in your settings.`,
  EMAIL_NOT_VERIFIED: () => "Confirm your email first. Open the link in the email we sent you.",
  provider_email: (name) => `${name} didn't share an email we can use. Sign in another way.`,
  already_linked: (name) => `Your ${name} account is connected to another account here.`,
  link_failed: (name) => `Your ${name} account couldn't be connected. Try again.`,
  state: () => "This took too long, or was started in another window. Try again.",
  unavailable: () => "The server is temporarily unavailable. Try again in a moment.",
};

export const anyProblem = (name: string) => `Sign-in with ${name} didn't work. Try again, or sign in another way.`;

export const anyProvider = "the provider";
