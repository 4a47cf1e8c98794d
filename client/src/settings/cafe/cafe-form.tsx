import { type CafeSettings, UpdateCafeSettingsSchema } from "@cafe-app-ai/shared/cafe";
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { showDone } from "../../components/toast/toast.ts";
import { useChangeCafeSettings } from "../../lib/cafe/cafe-settings.ts";
import { settingsMessages } from "../messages.ts";
import { SettingsForm } from "../settings-form.tsx";
import { currencyChoices, timezoneChoices } from "./cafe-choices.ts";
import classes from "./cafe-form.module.css";
import { messages } from "./messages.ts";

export function CafeForm({ settings }: { settings: CafeSettings }) {
  const change = useChangeCafeSettings();
  const currencies = useMemo(() => currencyChoices(settings.currency), [settings.currency]);
  const timezones = useMemo(() => timezoneChoices(settings.timezone), [settings.timezone]);

  return (
    <SettingsForm
      draft="cafe"
      schema={UpdateCafeSettingsSchema}
      fields={{ currency: { value: settings.currency }, timezone: { value: settings.timezone } }}
      mutation={change}
      action={settingsMessages.save}
      onDone={() => showDone(messages.saved)}
    >
      {(getInputProps) => (
        <>
          <Select
            {...common}
            label={messages.currency}
            description={messages.currencyHelp}
            data={currencies}
            {...getInputProps("currency")}
          />
          <Select
            {...common}
            label={messages.timezone}
            description={messages.timezoneHelp}
            data={timezones}
            {...getInputProps("timezone")}
          />
        </>
      )}
    </SettingsForm>
  );
}

const common = {
  className: classes.field,
  size: "md",
  searchable: true,
  // What is typed next replaces the choice, also after a click, which sets the caret once the field has the focus.
  onFocusCapture: ({ currentTarget }) => requestAnimationFrame(() => currentTarget.select()),
  selectFirstOptionOnChange: true,
  allowDeselect: false,
  maxDropdownHeight: 280,
  nothingFoundMessage: messages.nothingFound,
  inputWrapperOrder: ["label", "input", "description", "error"],
  comboboxProps: { withinPortal: false, transitionProps: { duration: 100 } },
} satisfies Partial<React.ComponentProps<typeof Select>>;
