import { type Settings, UpdateSettingsSchema } from "@cafe-app-ai/shared/settings";
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { showDone } from "../../components/toast/toast.ts";
import { useChangeCafeSettings } from "../../lib/cafe/cafe-settings.ts";
import { messages } from "../messages.ts";
import { SettingsForm } from "../settings-form.tsx";
import { currencyChoices, timezoneChoices } from "./cafe-choices.ts";
import classes from "./cafe-form.module.css";
import { cafeMessages } from "./messages.ts";

export function CafeForm({ settings }: { settings: Settings }) {
  const change = useChangeCafeSettings();
  const currencies = useMemo(() => currencyChoices(settings.currency), [settings.currency]);
  const timezones = useMemo(() => timezoneChoices(settings.timezone), [settings.timezone]);

  return (
    <SettingsForm
      schema={UpdateSettingsSchema}
      initialValues={settings}
      mutation={change}
      label={messages.save}
      busyLabel={messages.saving}
      onDone={() => showDone(cafeMessages.saved)}
    >
      {(getFieldProps) => (
        <>
          <Select
            {...common}
            label={cafeMessages.currency}
            description={cafeMessages.currencyHelp}
            data={currencies}
            {...getFieldProps("currency")}
          />
          <Select
            {...common}
            label={cafeMessages.timezone}
            description={cafeMessages.timezoneHelp}
            data={timezones}
            {...getFieldProps("timezone")}
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
  selectFirstOptionOnChange: true,
  allowDeselect: false,
  maxDropdownHeight: 280,
  nothingFoundMessage: cafeMessages.nothingFound,
  inputWrapperOrder: ["label", "input", "description", "error"],
  comboboxProps: { withinPortal: false, transitionProps: { duration: 100 } },
} satisfies Partial<React.ComponentProps<typeof Select>>;
