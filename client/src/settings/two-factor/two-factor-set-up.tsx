import { ConfirmSecondFactorSchema, type SecondFactorSetup } from "@cafe-app-ai/shared/account";
import { Text } from "@mantine/core";
import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { CodeField } from "../../components/form/code-field.tsx";
import { messages } from "../messages.ts";
import { useConfirmSecondFactor, useSetUpSecondFactor } from "../queries.ts";
import { ProofForm } from "../reauthentication-form.tsx";
import { SettingsForm } from "../settings-form.tsx";
import { secondFactorMessages } from "./messages.ts";
import { StepText } from "./step-text.tsx";
import classes from "./two-factor.module.css";

type SecondFactorSetUpProps = { onDone: (recoveryCodes: string[]) => void };

/** First the owner, then the app; nothing is on before the app's first code is right. */
export function SecondFactorSetUp({ onDone }: SecondFactorSetUpProps) {
  const [setup, setSetup] = useState<SecondFactorSetup>();
  const start = useSetUpSecondFactor();

  if (setup) return <PairApp setup={setup} onDone={() => onDone(setup.recoveryCodes)} />;
  return (
    <ProofForm
      text={secondFactorMessages.setUpHelp}
      mutation={start}
      label={messages.goOn}
      busyLabel={secondFactorMessages.starting}
      onDone={setSetup}
    />
  );
}

type PairAppProps = { setup: SecondFactorSetup; onDone: () => void };

function PairApp({ setup: { uri, secret }, onDone }: PairAppProps) {
  const confirm = useConfirmSecondFactor();
  return (
    <>
      <StepText>{secondFactorMessages.scan}</StepText>
      <QRCodeSVG value={uri} size={220} marginSize={4} title={secondFactorMessages.qrCode} className={classes.qrCode} />
      <Text size="sm" fw={500} mb={4}>
        {secondFactorMessages.key}
      </Text>
      <div className={classes.key}>
        <code>{secret.replace(/.{4}(?=.)/g, "$& ")}</code>
        <CopyButton text={secret} />
      </div>
      <SettingsForm
        schema={ConfirmSecondFactorSchema}
        initialValues={{ code: "" }}
        secret="code"
        mutation={confirm}
        label={secondFactorMessages.turnOn}
        busyLabel={secondFactorMessages.turningOn}
        onDone={onDone}
      >
        {(getFieldProps) => <CodeField label={secondFactorMessages.code} {...getFieldProps("code")} />}
      </SettingsForm>
    </>
  );
}
