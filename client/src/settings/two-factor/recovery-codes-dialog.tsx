import type { User } from "@cafe-app-ai/shared/auth/common";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useOutletContext } from "react-router";
import { CopyButton } from "../../components/copy-button.tsx";
import { Dialog } from "../../components/dialog/dialog.tsx";
import { showProblem } from "../../components/toast/toast.ts";
import { saveFile } from "../../lib/save-file.ts";
import { messages } from "./messages.ts";
import { useSavedRecoveryCodes } from "./queries.ts";
import { StepText } from "./step-text.tsx";
import classes from "./two-factor.module.css";

type RecoveryCodesDialogProps = {
  title: string;
  opened: boolean;
  onClose: () => void;
  onSaved?: () => void;
  /** What leads to the codes. */
  children: (show: (codes: string[]) => void) => ReactNode;
};

/** A dialog that ends with recovery codes. They are shown once, so it then closes only by saying that they are saved. */
export function RecoveryCodesDialog({ title, opened, onClose, onSaved, children }: RecoveryCodesDialogProps) {
  const [codes, setCodes] = useState<string[]>();
  const saved = () => {
    onClose();
    onSaved?.();
  };
  return (
    <Dialog
      title={codes ? messages.codesTitle : title}
      opened={opened}
      onClose={onClose}
      locked={codes !== undefined}
      onClosed={() => setCodes(undefined)}
    >
      {codes ? <RecoveryCodes codes={codes} onSaved={saved} /> : children(setCodes)}
    </Dialog>
  );
}

function RecoveryCodes({ codes, onSaved }: { codes: string[]; onSaved: () => void }) {
  const { email } = useOutletContext<User>();
  const noteSaved = useSavedRecoveryCodes();
  const [code = ""] = codes;
  const saved = () =>
    noteSaved.mutate({ code }, { onSuccess: onSaved, onError: (error) => showProblem(messages.notSaved, error) });
  const download = () => saveFile(messages.fileName, "text/plain", messages.fileText(email, codes));
  return (
    <>
      <StepText>{messages.codesHelp}</StepText>
      <ul className={classes.codes} aria-label={messages.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.codeActions}>
        <Button onClick={saved} loading={noteSaved.isPending}>
          {messages.saved}
        </Button>
        <CopyButton text={codes.join("\n")} />
        <Button variant="default" onClick={download}>
          {messages.download}
        </Button>
      </div>
    </>
  );
}
