import { translate } from "../../lib/language/translate.ts";

export const messages = translate("components/page/messages", { loading: "Loading" });
