import { ConfirmTwoFactorSchema, type TwoFactorSetup } from "@cafe-app-ai/shared/auth/two-factor";
import { Text } from "@mantine/core";
import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { CodeField } from "../../components/form/code-field.tsx";
import { ReauthenticationForm } from "../reauthentication-dialog.tsx";
import { SettingsForm } from "../settings-form.tsx";
import { messages } from "./messages.ts";
import { useConfirmTwoFactor, useSetUpTwoFactor } from "./queries.ts";
import { StepText } from "./step-text.tsx";
import classes from "./two-factor.module.css";

type TwoFactorSetUpProps = { onDone: (recoveryCodes: string[]) => void };

/** First the owner, then the app; nothing is on before the app's first code is right. */
export function TwoFactorSetUp({ onDone }: TwoFactorSetUpProps) {
  const [setup, setSetup] = useState<TwoFactorSetup>();
  const start = useSetUpTwoFactor();

  if (setup) return <PairApp setup={setup} onDone={() => onDone(setup.recoveryCodes)} />;
  return <ReauthenticationForm text={messages.setUpHelp} mutation={start} action={messages.start} onDone={setSetup} />;
}

type PairAppProps = { setup: TwoFactorSetup; onDone: () => void };

function PairApp({ setup: { uri, secret }, onDone }: PairAppProps) {
  const confirm = useConfirmTwoFactor();
  return (
    <>
      <StepText>{messages.scan}</StepText>
      <QRCodeSVG value={uri} size={220} marginSize={4} title={messages.qrCode} className={classes.qrCode} />
      <Text size="sm" fw={500} mb={4}>
        {messages.key}
      </Text>
      <div className={classes.key}>
        <code>{secret.replace(/.{4}(?=.)/g, "$& ")}</code>
        <CopyButton text={secret} />
      </div>
      <SettingsForm
        schema={ConfirmTwoFactorSchema}
        fields={{ code: { value: "", refusedWith: "INVALID_CREDENTIALS" } }}
        mutation={confirm}
        action={messages.turnOn}
        takesFocus={false}
        onDone={onDone}
      >
        {(getInputProps) => <CodeField label={messages.code} {...getInputProps("code")} />}
      </SettingsForm>
    </>
  );
}
