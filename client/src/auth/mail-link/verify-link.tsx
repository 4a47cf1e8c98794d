import { AuthLink } from "../auth-page.tsx";
import { authMessages } from "../messages.ts";

/** To the page that asks for the email, for where it isn't known. */
export const VerifyLink = () => (
  <>
    {" "}
    <AuthLink to="/verify-email">{authMessages.resendEmail}</AuthLink>
  </>
);
