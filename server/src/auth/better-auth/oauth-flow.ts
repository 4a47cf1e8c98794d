import { serviceUnavailable } from "../../errors.ts";
import { callContext, type OAuthFlow, type RunningFlow, runInContext } from "./call-context.ts";

/**
 * Lets Better Auth ask the provider who has come, for a limited time. What the provider answers later changes nothing.
 * @throws ApiError SERVICE_UNAVAILABLE when the time is up
 */
export async function runOAuthFlow<T>(
  limitMs: number,
  work: () => Promise<T>,
): Promise<{ answer: T; flow: OAuthFlow }> {
  const timeUp = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    flow.late = true;
    timeUp.reject(serviceUnavailable("The provider isn't responding."));
  }, limitMs);
  const flow: RunningFlow = { timer, late: false };
  try {
    return { answer: await Promise.race([runInContext({ oauthFlow: flow }, work), timeUp.promise]), flow };
  } finally {
    clearTimeout(timer);
  }
}

/** Notes what the provider says of the email. */
export function noteUnverifiedEmail({ email, emailVerified }: { email?: unknown; emailVerified?: unknown }): void {
  const { oauthFlow } = callContext();
  if (oauthFlow && typeof email === "string" && emailVerified !== true) oauthFlow.unverifiedEmail = email.toLowerCase();
}
