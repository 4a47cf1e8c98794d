import type { User } from "@cafe-app-ai/shared/auth/common";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { Loaded } from "../loaded.tsx";
import { settingsMessages } from "../messages.ts";
import { ProviderPanel } from "../oidc/provider-panel.tsx";
import { messages as passkeysMessages } from "../passkeys/messages.ts";
import { PasskeysPanel } from "../passkeys/passkeys-panel.tsx";
import { messages as passwordMessages } from "../password/messages.ts";
import { PasswordPanel } from "../password/password-panel.tsx";
import { signInMethodsQuery } from "../queries.ts";
import { SettingsPage } from "../settings-page.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages as twoFactorMessages } from "../two-factor/messages.ts";
import { TwoFactorPanel } from "../two-factor/two-factor-panel.tsx";

export function SecurityPage() {
  const user = useOutletContext<User>();
  const signInMethods = useQuery(signInMethodsQuery);
  const config = useAuthConfig();
  return (
    <SettingsPage title={settingsMessages.security}>
      <Loaded query={signInMethods} waiting={<Waiting />}>
        {({ password, twoFactor, passkeys, provider }) => (
          <>
            <PasswordPanel user={user} hasPassword={password} />
            <TwoFactorPanel twoFactor={twoFactor} />
            <PasskeysPanel passkeys={passkeys} />
            <ProviderPanel offered={config.provider?.name} linked={provider} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

/** The panels that everybody has, in their sizes. */
function Waiting() {
  return (
    <>
      <SettingsPanel title={passwordMessages.title}>
        <Skeleton h={274} />
      </SettingsPanel>
      <SettingsPanel title={twoFactorMessages.title}>
        <Skeleton h={90} />
      </SettingsPanel>
      <SettingsPanel title={passkeysMessages.title}>
        <Skeleton h={68} />
      </SettingsPanel>
    </>
  );
}
