import { UpdateUserSchema } from "@cafe-app-ai/shared/account";
import type { User } from "@cafe-app-ai/shared/auth";
import { TextInput } from "@mantine/core";
import field from "../../components/form/field.module.css";
import { showDone } from "../../components/toast/toast.ts";
import { messages } from "../messages.ts";
import { useUpdateName } from "../queries.ts";
import { SettingsForm } from "../settings-form.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { profileMessages } from "./messages.ts";

export function NamePanel({ user }: { user: User }) {
  const updateName = useUpdateName();
  return (
    <SettingsPanel title={profileMessages.nameTitle}>
      <SettingsForm
        schema={UpdateUserSchema}
        initialValues={{ name: user.name }}
        mutation={updateName}
        label={messages.save}
        busyLabel={messages.saving}
        onDone={() => showDone(profileMessages.nameSaved)}
      >
        {(getFieldProps) => (
          <TextInput
            className={field.field}
            label={profileMessages.name}
            name="name"
            autoComplete="name"
            size="md"
            {...getFieldProps("name")}
          />
        )}
      </SettingsForm>
    </SettingsPanel>
  );
}
