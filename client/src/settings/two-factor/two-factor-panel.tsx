import type { Credentials } from "@cafe-app-ai/shared/account";
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Badge } from "../../components/badge.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { formatDate } from "../../lib/format.ts";
import { useNewRecoveryCodes, useTurnOffSecondFactor } from "../queries.ts";
import { ProofDialog, ProofForm } from "../reauthentication-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { secondFactorMessages } from "./messages.ts";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { SecondFactorSetUp } from "./two-factor-set-up.tsx";

const FEW_CODES = 3;

export function SecondFactorPanel({ secondFactor }: { secondFactor: Credentials["secondFactor"] }) {
  const [settingUp, setUp] = useDisclosure();
  return (
    <SettingsPanel
      title={secondFactorMessages.title}
      actions={<Badge>{secondFactor ? secondFactorMessages.on : secondFactorMessages.off}</Badge>}
    >
      {secondFactor ? (
        <SecondFactorOn {...secondFactor} />
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {secondFactorMessages.help}
          </Text>
          <Group>
            <Button variant="default" onClick={setUp.open}>
              {secondFactorMessages.setUp}
            </Button>
          </Group>
        </>
      )}
      {/* Stays while the panel turns to on: the recovery codes are still to be shown. */}
      <RecoveryCodesDialog
        title={secondFactorMessages.setUpTitle}
        opened={settingUp}
        onClose={setUp.close}
        onSaved={() => showDone(secondFactorMessages.turnedOn)}
      >
        {(show) => <SecondFactorSetUp onDone={show} />}
      </RecoveryCodesDialog>
    </SettingsPanel>
  );
}

function SecondFactorOn({
  enabledAt,
  recoveryCodesLeft,
  recoveryCodesSaved,
}: NonNullable<Credentials["secondFactor"]>) {
  const [renewing, renew] = useDisclosure();
  const [turningOff, turnOff] = useDisclosure();
  const newCodes = useNewRecoveryCodes();
  const turnOffSecondFactor = useTurnOffSecondFactor();
  const few = recoveryCodesLeft <= FEW_CODES;

  return (
    <>
      <Text size="sm" c="dimmed">
        {secondFactorMessages.onSince} <Moment at={enabledAt}>{formatDate(enabledAt)}</Moment>.{" "}
        {secondFactorMessages.codesLeft(recoveryCodesLeft)}
      </Text>
      {!recoveryCodesSaved ? (
        <Text size="sm">{secondFactorMessages.noCodesSaved}</Text>
      ) : (
        few && <Text size="sm">{secondFactorMessages.fewCodesLeft}</Text>
      )}
      <Group gap="xs">
        <Button variant={few || !recoveryCodesSaved ? "filled" : "default"} onClick={renew.open}>
          {secondFactorMessages.newCodes}
        </Button>
        <Button variant="default" onClick={turnOff.open}>
          {secondFactorMessages.turnOff}
        </Button>
      </Group>
      <RecoveryCodesDialog title={secondFactorMessages.newCodes} opened={renewing} onClose={renew.close}>
        {(show) => (
          <ProofForm
            text={secondFactorMessages.newCodesHelp}
            mutation={newCodes}
            label={secondFactorMessages.makeNewCodes}
            busyLabel={secondFactorMessages.makingNewCodes}
            onDone={({ recoveryCodes }) => show(recoveryCodes)}
          />
        )}
      </RecoveryCodesDialog>
      <ProofDialog
        opened={turningOff}
        onClose={turnOff.close}
        title={secondFactorMessages.turnOffTitle}
        text={secondFactorMessages.turnOffHelp}
        mutation={turnOffSecondFactor}
        label={secondFactorMessages.turnOff}
        busyLabel={secondFactorMessages.turningOff}
        danger
        onDone={() => showDone(secondFactorMessages.turnedOff)}
      />
    </>
  );
}
