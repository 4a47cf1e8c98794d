import { cookieMessages } from "./cookie-messages.ts";

export const CookieProblem = () => (
  <>
    <strong>{cookieMessages.title}</strong>
    {window.location.protocol === "http:" ? cookieMessages.overHttp : cookieMessages.overHttps}
  </>
);
