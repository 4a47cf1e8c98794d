import { translate } from "../language/translate.ts";

export const messages = translate("lib/api/messages", {
  unreachable: "Can't reach the server. Check your connection and try again.",
  tooSlow: "The server is taking too long to respond. Try again in a moment.",
  unavailable: "The server is temporarily unavailable. Try again in a moment.",
  unexpectedAnswer: "The server sent a response this page doesn't understand.",
});
