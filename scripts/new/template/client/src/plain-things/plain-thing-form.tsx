import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import {
  NewPlainThingSchema,
  PLAIN_THING_MAYBE_CHOICES,
  PLAIN_THING_SOME_CHOICES,
} from "@cafe-app-ai/shared/plain-things";
import { Box, Button, Group, TextInput } from "@mantine/core";
import { Type } from "@sinclair/typebox";
import type { ReactNode } from "react";
import field from "../components/form/field.module.css";
import { FormProblem } from "../components/form/form-problem.tsx";
import { RestoredNotice } from "../components/form/restored-notice.tsx";
import { SelectField } from "../components/form/select-field.tsx";
import { SubmitButton } from "../components/form/submit-button.tsx";
import { explainTyped } from "../lib/form/explain-typed.ts";
import { findServerFieldErrors } from "../lib/form/server-field-errors.ts";
import { useKeptForm } from "../lib/form/use-kept-form.ts";
import { messages } from "./messages.ts";
import { type PlainThingFields, toNewPlainThing } from "./plain-thing-fields.ts";

type PlainThingFormProps = {
  /** The name under which unsaved text is kept when the session ends. */
  draft: string;
  initialValues: PlainThingFields;
  action: { label: string; busyLabel: string };
  busy: boolean;
  error: Error | null;
  /** Shown with the error: what to do about it. */
  remedy?: ReactNode;
  onSubmit: (fields: PlainThingFields, showErrors: (error: Error) => void) => void;
  onCancel: () => void;
  children?: ReactNode;
};

/** Everything is typed as text: a field shows an error until its text can be converted. */
const FormSchema = Type.Object(NewPlainThingSchema.properties);

/** The fields, each with what is wrong with it beside it. */
export function PlainThingForm(props: PlainThingFormProps) {
  const { draft, initialValues, action, busy, error, remedy, onSubmit, onCancel, children } = props;
  const { form, focusFirst, showErrors, toldBeside, isRestored } = useKeptForm({
    draft,
    schema: FormSchema,
    initialValues,
    prepare: toNewPlainThing,
    explain: explainTyped(messages.required, {
      // fields
      someMoney: messages.someMoneyAdvice,
      maybeMoney: messages.maybeMoneyAdvice,
      // end of fields
    }),
  });
  const fieldProps = (name: keyof PlainThingFields, optional = false) => ({
    ...form.getInputProps(name),
    name,
    size: "md",
    className: field.field,
    label: optional ? (
      <>
        {messages.fields[name]} <span className={field.optional}>({messages.optional})</span>
      </>
    ) : (
      messages.fields[name]
    ),
  });
  const submit = form.onSubmit(
    () => onSubmit(form.values, (refused) => showErrors(findServerFieldErrors(refused, Object.keys(initialValues)))),
    focusFirst,
  );

  return (
    <form onSubmit={submit} noValidate>
      {error && !toldBeside && (
        <Box mb="md">
          <FormProblem error={error}>{remedy}</FormProblem>
        </Box>
      )}
      {isRestored && !error && <RestoredNotice />}
      {/* fields */}
      <TextInput {...fieldProps("mainText")} autoComplete="off" data-autofocus />
      <TextInput {...fieldProps("someText")} autoComplete="off" />
      <TextInput {...fieldProps("maybeText", true)} autoComplete="off" />
      <TextInput {...fieldProps("someInteger")} autoComplete="off" inputMode="numeric" />
      <TextInput {...fieldProps("maybeInteger", true)} autoComplete="off" inputMode="numeric" />
      <TextInput {...fieldProps("someTime")} type="datetime-local" />
      <TextInput {...fieldProps("maybeTime", true)} type="datetime-local" />
      <TextInput {...fieldProps("someDate")} type="date" />
      <TextInput {...fieldProps("maybeDate", true)} type="date" />
      <SelectField
        {...fieldProps("someFlag")}
        data={[
          { value: "no", label: messages.someFlagWords.no },
          { value: "yes", label: messages.someFlagWords.yes },
        ]}
      />
      <TextInput
        {...fieldProps("someMoney")}
        autoComplete="off"
        inputMode="decimal"
        rightSection={DEFAULT_CURRENCY}
        rightSectionWidth={60}
      />
      <TextInput
        {...fieldProps("maybeMoney", true)}
        autoComplete="off"
        inputMode="decimal"
        rightSection={DEFAULT_CURRENCY}
        rightSectionWidth={60}
      />
      <SelectField
        {...fieldProps("someChoice")}
        data={PLAIN_THING_SOME_CHOICES.map((value) => ({ value, label: messages.someChoices[value] }))}
      />
      <SelectField
        {...fieldProps("maybeChoice", true)}
        data={[
          { value: "", label: "–" },
          ...PLAIN_THING_MAYBE_CHOICES.map((value) => ({ value, label: messages.maybeChoices[value] })),
        ]}
      />
      {/* end of fields */}
      <Group gap="xs" mt="xs">
        <SubmitButton {...action} busy={busy} />
        <Button variant="default" onClick={onCancel} disabled={busy}>
          {messages.cancel}
        </Button>
        {children}
      </Group>
    </form>
  );
}
