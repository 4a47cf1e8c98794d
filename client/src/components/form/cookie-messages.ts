import { translate } from "../../lib/language/translate.ts";

export const cookieMessages = translate("components/form/cookie-messages", {
  title: "Your browser refused the sign-in cookie",
  overHttp:
    "You signed in, but your browser didn't keep the cookie. Safari does this over plain http. Use another browser, or set COOKIE_SECURE=false in .env and start the server again.",
  overHttps:
    "You signed in, but your browser didn't keep the cookie. Allow cookies for this site and try again. If you run this app: the page and the API both need https, on one domain.",
});
