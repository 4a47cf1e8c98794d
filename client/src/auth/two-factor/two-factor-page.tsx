import { Anchor, Stack } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { AuthLink, AuthPage } from "../auth-page.tsx";
import { authMessages } from "../messages.ts";
import { keepNext } from "../next-path.ts";
import { PasskeyButton } from "../sign-in/passkey-button.tsx";
import { usePasskeySignIn } from "../sign-in/queries.ts";
import { useSignInState } from "../sign-in-state.ts";
import { messages } from "./messages.ts";
import { TwoFactorForm } from "./two-factor-form.tsx";

/** The second step of a sign-in by password or provider. */
export function TwoFactorPage() {
  const [search] = useSearchParams();
  const { email } = useSignInState();
  const byPasskey = usePasskeySignIn();
  const [recovery, setRecovery] = useState(false);

  return (
    <AuthPage
      title={recovery ? messages.recoveryTitle : messages.title}
      intro={recovery ? messages.recoveryIntro : messages.intro}
      footer={
        <AuthLink to={keepNext("/sign-in", search)} state={{ email }}>
          {authMessages.backToSignIn}
        </AuthLink>
      }
    >
      <TwoFactorForm key={String(recovery)} recovery={recovery} />
      <Stack gap="md" align="stretch">
        <PasskeyButton label={messages.usePasskey} signIn={byPasskey} />
        <Anchor
          component="button"
          type="button"
          size="sm"
          underline="always"
          style={{ alignSelf: "start" }}
          onClick={() => setRecovery(!recovery)}
        >
          {recovery ? messages.useApp : messages.useRecovery}
        </Anchor>
      </Stack>
    </AuthPage>
  );
}
