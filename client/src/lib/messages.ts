export const messages = {
  unreachable: "The server cannot be reached. Check your connection and try again.",
  tooSlow: "The server takes too long to answer. Try again in a moment.",
  unavailable: "The server is not available at the moment. Try again soon.",
  unexpectedAnswer: "The server gave an answer that this page does not understand.",
  passkeyKnown: "This device has a passkey of your account already.",
  passkeyNotUsed: "No passkey was used. You may have cancelled, or this device has none for this site.",
  passkeyFailed: "Your browser could not use a passkey here. Try again, or use another way.",
};
