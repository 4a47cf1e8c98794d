import { UpdateUserSchema } from "@cafe-app-ai/shared/auth/account";
import type { User } from "@cafe-app-ai/shared/auth/common";
import { TextInput } from "@mantine/core";
import field from "../../components/form/field.module.css";
import { showDone } from "../../components/toast/toast.ts";
import { settingsMessages } from "../messages.ts";
import { SettingsForm } from "../settings-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { useUpdateName } from "./queries.ts";

export function NamePanel({ user }: { user: User }) {
  const updateName = useUpdateName();
  return (
    <SettingsPanel title={messages.nameTitle}>
      <SettingsForm
        draft="name"
        schema={UpdateUserSchema}
        fields={{ name: { value: user.name } }}
        mutation={updateName}
        action={settingsMessages.save}
        onDone={() => showDone(messages.nameSaved)}
      >
        {(getInputProps) => (
          <TextInput
            className={field.field}
            label={messages.name}
            name="name"
            autoComplete="name"
            size="md"
            {...getInputProps("name")}
          />
        )}
      </SettingsForm>
    </SettingsPanel>
  );
}
