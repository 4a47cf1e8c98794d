import { translate } from "../lib/language/translate.ts";

export const messages = translate("components/messages", {
  copy: "Copy",
  copied: "Copied",
  notCopied: "Couldn't copy",
});
