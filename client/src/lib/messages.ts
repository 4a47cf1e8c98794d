export const messages = {
  unreachable: "Can't reach the server. Check your connection and try again.",
  tooSlow: "The server is taking too long to respond. Try again in a moment.",
  unavailable: "The server is temporarily unavailable. Try again in a moment.",
  unexpectedAnswer: "The server sent a response this page doesn't understand.",
  passkeyKnown: "This device already has a passkey for your account.",
  passkeyNotUsed: "No passkey was used. You may have cancelled, or this device has none for this site.",
  passkeyFailed: "Your browser couldn't use a passkey. Try again, or use another method.",
};
