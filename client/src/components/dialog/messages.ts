import { translate } from "../../lib/language/translate.ts";

export const messages = translate("components/dialog/messages", {
  close: "Close",
  discarded: "Changes discarded",
  undo: "Undo",
  busy: "Still working. You can close this when it's done.",
});
