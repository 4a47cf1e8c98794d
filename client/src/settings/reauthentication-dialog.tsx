import { ReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import { Skeleton, Text } from "@mantine/core";
import type { TSchema } from "@sinclair/typebox";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../components/dialog/dialog.tsx";
import { PasswordField } from "../components/form/password/password-field.tsx";
import { Loaded } from "./loaded.tsx";
import { settingsMessages } from "./messages.ts";
import { signInMethodsQuery } from "./queries.ts";
import { type Field, SettingsForm, type SettingsFormProps } from "./settings-form.tsx";

type ReauthenticationFormProps<Answer, Body> = Omit<SettingsFormProps<Answer, Body>, "schema" | "fields"> & {
  schema?: TSchema;
  fields?: Record<string, Field>;
  /** What will happen, above the fields. */
  text: string;
};

const PASSWORD: Field = { value: "", isPassword: true, refusedWith: "INVALID_CREDENTIALS" };

/** A dialog's form for the account's owner only: it asks for the password if the account has one. */
export function ReauthenticationForm<Answer, Body extends Partial<Record<string, string>>>({
  text,
  schema = ReauthenticationSchema,
  fields = {},
  children,
  ...form
}: ReauthenticationFormProps<Answer, Body>) {
  const signInMethods = useQuery(signInMethodsQuery);
  return (
    <Loaded query={signInMethods} waiting={<Skeleton h={220} />}>
      {({ password }) => (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {text}
          </Text>
          <SettingsForm schema={schema} fields={password ? { ...fields, password: PASSWORD } : fields} {...form}>
            {(getInputProps) => (
              <>
                {children?.(getInputProps)}
                {password && (
                  <PasswordField
                    label={settingsMessages.yourPassword}
                    autoComplete="current-password"
                    {...getInputProps("password")}
                  />
                )}
              </>
            )}
          </SettingsForm>
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

/** The same in a dialog, which closes when it's done. */
export function ReauthenticationDialog<Answer, Body extends Partial<Record<string, string>>>({
  title,
  opened,
  onClose,
  onDone,
  ...form
}: ReauthenticationDialogProps<Answer, Body>) {
  const closeAndTell = (answer: Answer) => {
    onClose();
    onDone?.(answer);
  };
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <ReauthenticationForm {...form} onDone={closeAndTell} />
    </Dialog>
  );
}
