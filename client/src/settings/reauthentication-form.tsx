import { ReauthenticationSchema } from "@cafe-app-ai/shared/account";
import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../components/dialog/dialog.tsx";
import { Loaded } from "./loaded.tsx";
import { credentialsQuery } from "./queries.ts";
import { type Fields, SettingsForm, type SettingsFormProps } from "./settings-form.tsx";

type ReauthenticationFormProps<Answer, Body> = Omit<SettingsFormProps<Answer, Body>, "schema" | "withPassword"> & {
  schema?: SettingsFormProps<Answer, Body>["schema"];
  /** What will happen, above the fields. */
  text: string;
};

/** A form for a dialog that needs the owner: it asks for the password where the account has one. */
export function ReauthenticationForm<Answer, Body extends Partial<Fields>>({
  text,
  schema = ReauthenticationSchema,
  ...form
}: ReauthenticationFormProps<Answer, Body>) {
  const credentials = useQuery(credentialsQuery);
  return (
    <Loaded query={credentials} waiting={<Skeleton h={220} />}>
      {({ password }) => (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {text}
          </Text>
          <SettingsForm schema={schema} withPassword={password} inDialog {...form} />
        </>
      )}
    </Loaded>
  );
}

type ReauthenticationDialogProps<Answer, Body> = ReauthenticationFormProps<Answer, Body> & {
  title: string;
  opened: boolean;
  onClose: () => void;
};

/** The same in a dialog, which closes when it is done. */
export function ReauthenticationDialog<Answer, Body extends Partial<Fields>>({
  title,
  opened,
  onClose,
  onDone,
  ...form
}: ReauthenticationDialogProps<Answer, Body>) {
  const done: typeof onDone = (answer, sent) => {
    onClose();
    onDone(answer, sent);
  };
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <ReauthenticationForm {...form} onDone={done} />
    </Dialog>
  );
}
