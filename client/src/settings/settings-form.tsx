import type { ErrorCode } from "@cafe-app-ai/shared/envelope";
import { Box, Button, Group } from "@mantine/core";
import type { TSchema } from "@sinclair/typebox";
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, use, useEffect, useRef } from "react";
import { CloseDialog } from "../components/dialog/dialog.tsx";
import { FormProblem } from "../components/form/form-problem.tsx";
import { RestoredNotice } from "../components/form/restored-notice.tsx";
import { SubmitButton } from "../components/form/submit-button.tsx";
import { hasCode } from "../lib/api/api.ts";
import { findServerFieldErrors } from "../lib/form/server-field-errors.ts";
import { useKeptForm } from "../lib/form/use-kept-form.ts";
import { settingsMessages } from "./messages.ts";
import { SignInAgain } from "./sign-in-again.tsx";

export type Field = {
  value: string;
  /** Sent as it was typed, and emptied once it was accepted. */
  isPassword?: true;
  /** With this code the server refuses this field. */
  refusedWith?: ErrorCode;
};

type Values = Record<string, string>;
type GetInputProps = ReturnType<typeof useKeptForm<Values, Values>>["form"]["getInputProps"];

export type SettingsFormProps<Answer, Body> = {
  schema: TSchema;
  fields: Record<string, Field>;
  mutation: UseMutationResult<Answer, Error, Body>;
  action: { label: string; busyLabel: string };
  danger?: boolean;
  /** What is typed outlives the session under this name; passwords never do. */
  draft?: string;
  /** In a dialog the first field takes the focus, unless something else does. */
  takesFocus?: boolean;
  onDone?: (answer: Answer) => void;
  children?: (getInputProps: GetInputProps) => ReactNode;
};

/** A form of the settings: what the server refuses is shown beside its field, or above the form. */
export function SettingsForm<Answer, Body extends Partial<Values>>(props: SettingsFormProps<Answer, Body>) {
  const closeDialog = use(CloseDialog);
  const {
    schema,
    fields,
    mutation,
    action,
    danger,
    draft,
    takesFocus = closeDialog !== undefined,
    onDone,
    children,
  } = props;
  const names = Object.keys(fields);
  const { form, focusFirst, showErrors, toldBeside, isRestored } = useKeptForm<Values, Values>({
    draft,
    secrets: names.filter((name) => fields[name]?.isPassword),
    schema,
    initialValues: mapFields(fields, ({ value }) => value),
    prepare: (values) => mapFields(fields, ({ isPassword }, name) => prepare(values[name], isPassword)),
  });

  // An error doesn't outlive its dialog.
  const { reset } = mutation;
  useEffect(() => reset, [reset]);

  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = takesFocus && element.current?.querySelector("input");
    if (!first) return;
    // The dialog looks for the mark when it opens; a form that comes later must take the focus itself.
    first.dataset.autofocus = "true";
    first.focus();
  }, [takesFocus]);

  const findFieldErrors = (error: Error): Values => {
    const refused = names.find((name) => hasCode(error, fields[name]?.refusedWith));
    return refused ? { [refused]: error.message } : findServerFieldErrors(error, names);
  };
  const submit = form.onSubmit(
    (values) =>
      mutation.mutate(values as Body, {
        onSuccess: (answer) => {
          form.setValues((typed) =>
            mapFields(fields, ({ isPassword }, name) => (isPassword ? "" : prepare(typed[name]))),
          );
          onDone?.(answer);
        },
        onError: (error) => showErrors(findFieldErrors(error)),
      }),
    focusFirst,
  );
  const { error, isPending } = mutation;

  return (
    <form ref={element} onSubmit={submit} noValidate>
      {error && !toldBeside && (
        <Box mb="md">
          <FormProblem key={mutation.submittedAt} error={error}>
            {hasCode(error, "REAUTHENTICATION_REQUIRED") && <SignInAgain />}
          </FormProblem>
        </Box>
      )}
      {isRestored && !error && <RestoredNotice />}
      {children?.(form.getInputProps)}
      <Group gap="xs">
        <SubmitButton {...action} busy={isPending} danger={danger} />
        {closeDialog && (
          <Button
            variant="default"
            onClick={closeDialog}
            aria-disabled={isPending}
            data-disabled={isPending || undefined}
          >
            {settingsMessages.cancel}
          </Button>
        )}
      </Group>
    </form>
  );
}

const prepare = (typed = "", isPassword?: boolean) => (isPassword ? typed : typed.trim());

const mapFields = (fields: Record<string, Field>, map: (field: Field, name: string) => string): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));
