import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, api } from "../../lib/api/api.ts";
import { expectSession } from "../../lib/session/session.ts";

/** Milliseconds for which a question to the browser is good: the server's challenge lasts five minutes. */
const GOOD_FOR_MS = 4 * 60_000;

/**
 * Lets the browser offer passkeys in the email field (conditional mediation). Nothing comes of it where it has none, or
 * while `paused`: a question that is asked by a button takes the place of this one.
 * @returns why the passkey that somebody picked did not sign them in
 */
export function usePasskeyAutofill(paused: boolean): Error | undefined {
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (paused) return;
    let over = false;
    let cancel = () => {};
    const again = () => over || setRound(round + 1);
    const timer = setTimeout(again, GOOD_FOR_MS);

    const offer = async () => {
      if (!(await window.PublicKeyCredential?.isConditionalMediationAvailable?.())) return;
      const [webauthn, optionsJSON] = await Promise.all([
        import("@simplewebauthn/browser"),
        api.post<PublicKeyCredentialRequestOptionsJSON>("/api/auth/signin/passkey/options"),
      ]);
      if (over) return;
      cancel = () => webauthn.WebAuthnAbortService.cancelCeremony();
      const response = await webauthn.startAuthentication({ optionsJSON, useBrowserAutofill: true });
      if (over) return;
      cancel = () => {};
      try {
        await api.post<SignedIn>("/api/auth/signin/passkey", { response });
        await expectSession(client);
      } catch (problem) {
        setError(problem as Error);
        // Another window's question may have taken the place of this one; the next one is good.
        if (problem instanceof ApiError) again();
      }
    };
    // Without an offer the page is what it is for everybody who has no passkey.
    offer().catch(() => {});

    return () => {
      over = true;
      clearTimeout(timer);
      cancel();
    };
  }, [client, paused, round]);

  return error;
}
