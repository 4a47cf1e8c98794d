import type { SignInMethods } from "@cafe-app-ai/shared/account";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Badge } from "../../components/badge.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { useNewRecoveryCodes, useTurnOffTwoFactor } from "../queries.ts";
import { ReauthenticationDialog, ReauthenticationForm } from "../reauthentication-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { twoFactorMessages } from "./messages.ts";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { TwoFactorSetUp } from "./two-factor-set-up.tsx";

const FEW_CODES = 3;

export function TwoFactorPanel({ twoFactor }: { twoFactor: SignInMethods["twoFactor"] }) {
  const [settingUp, setUp] = useDisclosure();
  return (
    <SettingsPanel
      title={twoFactorMessages.title}
      actions={<Badge>{twoFactor ? twoFactorMessages.on : twoFactorMessages.off}</Badge>}
    >
      {twoFactor ? (
        <TwoFactorOn {...twoFactor} />
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {twoFactorMessages.help}
          </Text>
          <Group>
            <Button variant="default" onClick={setUp.open}>
              {twoFactorMessages.setUp}
            </Button>
          </Group>
        </>
      )}
      {/* Stays while the panel turns to on: the recovery codes are still to be shown. */}
      <RecoveryCodesDialog
        title={twoFactorMessages.setUpTitle}
        opened={settingUp}
        onClose={setUp.close}
        onSaved={() => showDone(twoFactorMessages.turnedOn)}
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
        {twoFactorMessages.onSince} <Moment at={enabledAt}>{formatDate(enabledAt)}</Moment>.{" "}
        {twoFactorMessages.codesLeft(recoveryCodesLeft)}
      </Text>
      {!recoveryCodesSaved ? (
        <Text size="sm">{twoFactorMessages.noCodesSaved}</Text>
      ) : (
        few && <Text size="sm">{twoFactorMessages.fewCodesLeft}</Text>
      )}
      <Group gap="xs">
        <Button variant={few || !recoveryCodesSaved ? "filled" : "default"} onClick={renew.open}>
          {twoFactorMessages.newCodes}
        </Button>
        <Button variant="default" onClick={turnOff.open}>
          {twoFactorMessages.turnOff}
        </Button>
      </Group>
      <RecoveryCodesDialog title={twoFactorMessages.newCodes} opened={renewing} onClose={renew.close}>
        {(show) => (
          <ReauthenticationForm
            text={twoFactorMessages.newCodesHelp}
            mutation={newCodes}
            label={twoFactorMessages.makeNewCodes}
            busyLabel={twoFactorMessages.makingNewCodes}
            onDone={({ recoveryCodes }) => show(recoveryCodes)}
          />
        )}
      </RecoveryCodesDialog>
      <ReauthenticationDialog
        opened={turningOff}
        onClose={turnOff.close}
        title={twoFactorMessages.turnOffTitle}
        text={twoFactorMessages.turnOffHelp}
        mutation={turnOffTwoFactor}
        label={twoFactorMessages.turnOff}
        busyLabel={twoFactorMessages.turningOff}
        danger
        onDone={() => showDone(twoFactorMessages.turnedOff)}
      />
    </>
  );
}
