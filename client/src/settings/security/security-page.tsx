import type { User } from "@cafe-app-ai/shared/auth";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { useAuthConfig } from "../../lib/session/use-auth-config.ts";
import { Loaded } from "../loaded.tsx";
import { messages } from "../messages.ts";
import { ProviderPanel } from "../oidc/provider-panel.tsx";
import { passkeyMessages } from "../passkeys/messages.ts";
import { PasskeysPanel } from "../passkeys/passkeys-panel.tsx";
import { PasswordPanel } from "../password/password-panel.tsx";
import { credentialsQuery } from "../queries.ts";
import { securityMessages } from "../security-messages.ts";
import { SettingsPage } from "../settings-page.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { twoFactorMessages } from "../two-factor/messages.ts";
import { TwoFactorPanel } from "../two-factor/two-factor-panel.tsx";

export function SecurityPage() {
  const user = useOutletContext<User>();
  const credentials = useQuery(credentialsQuery);
  const config = useAuthConfig();
  return (
    <SettingsPage title={messages.security}>
      <Loaded query={credentials} waiting={<Waiting />}>
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
      <SettingsPanel title={securityMessages.passwordTitle}>
        <Skeleton h={274} />
      </SettingsPanel>
      <SettingsPanel title={twoFactorMessages.title}>
        <Skeleton h={90} />
      </SettingsPanel>
      <SettingsPanel title={passkeyMessages.title}>
        <Skeleton h={68} />
      </SettingsPanel>
    </>
  );
}
