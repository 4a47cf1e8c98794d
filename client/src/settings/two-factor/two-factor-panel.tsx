import type { SignInMethods } from "@cafe-app-ai/shared/auth/sign-in-methods";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Badge } from "../../components/badge.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { ReauthenticationDialog, ReauthenticationForm } from "../reauthentication-dialog.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { useNewRecoveryCodes, useTurnOffTwoFactor } from "./queries.ts";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { TwoFactorSetUp } from "./two-factor-set-up.tsx";

const FEW_CODES = 3;

export function TwoFactorPanel({ twoFactor }: { twoFactor: SignInMethods["twoFactor"] }) {
  const [settingUp, setUp] = useDisclosure();
  return (
    <SettingsPanel title={messages.title} actions={<Badge>{twoFactor ? messages.on : messages.off}</Badge>}>
      {twoFactor ? (
        <TwoFactorOn {...twoFactor} />
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {messages.help}
          </Text>
          <Group>
            <Button variant="default" onClick={setUp.open}>
              {messages.setUp}
            </Button>
          </Group>
        </>
      )}
      {/* Stays while the panel turns to on: the recovery codes are still to be shown. */}
      <RecoveryCodesDialog
        title={messages.setUpTitle}
        opened={settingUp}
        onClose={setUp.close}
        onSaved={() => showDone(messages.turnedOn)}
      >
        {(show) => <TwoFactorSetUp onDone={show} />}
      </RecoveryCodesDialog>
    </SettingsPanel>
  );
}

function TwoFactorOn({ enabledAt, recoveryCodesLeft, recoveryCodesSaved }: NonNullable<SignInMethods["twoFactor"]>) {
  const [renewing, renew] = useDisclosure();
  const [turningOff, turnOff] = useDisclosure();
  const newCodes = useNewRecoveryCodes();
  const turnOffTwoFactor = useTurnOffTwoFactor();
  const few = recoveryCodesLeft <= FEW_CODES;

  return (
    <>
      <Text size="sm" c="dimmed">
        {messages.onSince} <Moment at={enabledAt}>{formatDate(enabledAt)}</Moment>.{" "}
        {messages.codesLeft(recoveryCodesLeft)}
      </Text>
      {!recoveryCodesSaved ? (
        <Text size="sm">{messages.noCodesSaved}</Text>
      ) : (
        few && <Text size="sm">{messages.fewCodesLeft}</Text>
      )}
      <Group gap="xs">
        <Button variant={few || !recoveryCodesSaved ? "filled" : "default"} onClick={renew.open}>
          {messages.newCodes}
        </Button>
        <Button variant="default" onClick={turnOff.open}>
          {messages.turnOff.label}
        </Button>
      </Group>
      <RecoveryCodesDialog title={messages.newCodes} opened={renewing} onClose={renew.close}>
        {(show) => (
          <ReauthenticationForm
            text={messages.newCodesHelp}
            mutation={newCodes}
            action={messages.createCodes}
            onDone={({ recoveryCodes }) => show(recoveryCodes)}
          />
        )}
      </RecoveryCodesDialog>
      <ReauthenticationDialog
        opened={turningOff}
        onClose={turnOff.close}
        title={messages.turnOffTitle}
        text={messages.turnOffHelp}
        mutation={turnOffTwoFactor}
        action={messages.turnOff}
        danger
        onDone={() => showDone(messages.turnedOff)}
      />
    </>
  );
}
