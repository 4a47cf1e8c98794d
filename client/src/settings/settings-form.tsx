import { Box, Button, Group } from "@mantine/core";
import type { TSchema } from "@sinclair/typebox";
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, use, useEffect, useRef } from "react";
import { CloseDialog } from "../components/dialog/dialog.tsx";
import { FormProblem } from "../components/form/form-problem.tsx";
import { PasswordField } from "../components/form/password-field.tsx";
import { SubmitButton } from "../components/form/submit-button.tsx";
import { ApiError } from "../lib/api/api.ts";
import { findServerFieldErrors, useSchemaForm } from "../lib/schema-form.ts";
import { messages } from "./messages.ts";
import { SignInAgain } from "./sign-in-again.tsx";

export type Fields = Record<string, string>;
type GetFieldProps = ReturnType<typeof useSchemaForm<Fields, Fields>>["form"]["getInputProps"];

export type SettingsFormProps<Answer, Body> = {
  schema: TSchema;
  initialValues?: Fields;
  /** Asks for the password, which the account has, under the other fields. */
  withPassword?: boolean;
  /** The field that is wrong when the server says INVALID_CREDENTIALS. */
  secret?: string;
  mutation: UseMutationResult<Answer, Error, Body>;
  label: string;
  busyLabel: string;
  danger?: boolean;
  /** In a dialog: the first field has the focus. */
  inDialog?: boolean;
  onDone: (answer: Answer, sent: Fields) => void;
  children?: (getFieldProps: GetFieldProps) => ReactNode;
};

/** A form of the settings: what the server refuses stands beside its field, or above the form. */
export function SettingsForm<Answer, Body extends Partial<Fields>>({
  initialValues = {},
  secret = "password",
  ...props
}: SettingsFormProps<Answer, Body>) {
  const closeDialog = use(CloseDialog);
  const { schema, mutation, withPassword, inDialog, onDone } = props;
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm<Fields, Fields>({
    schema,
    initialValues: withPassword ? { ...initialValues, password: "" } : initialValues,
    prepare: trimAllButPasswords,
  });

  // What it refused once is not what it says when it is opened again.
  const { reset } = mutation;
  useEffect(() => reset, [reset]);

  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = inDialog && element.current?.querySelector("input");
    if (!first) return;
    // The dialog looks for the mark when it opens; a form that comes later must take the focus itself.
    first.dataset.autofocus = "true";
    first.focus();
  }, [inDialog]);

  const submit = form.onSubmit(
    (values) =>
      mutation.mutate(values as Body, {
        onSuccess: (answer) => {
          form.setValues((current) => ({ ...current, ...emptyPasswords(current) }));
          onDone(answer, values);
        },
        onError: (error) => showErrors(findFieldErrors(error, Object.keys(values), secret)),
      }),
    focusFirst,
  );
  const { error } = mutation;

  return (
    <form ref={element} onSubmit={submit} noValidate>
      {error && !toldBeside && (
        <Box mb="md">
          <FormProblem key={mutation.submittedAt} error={error}>
            {error instanceof ApiError && error.code === "REAUTHENTICATION_REQUIRED" && <SignInAgain />}
          </FormProblem>
        </Box>
      )}
      {props.children?.(form.getInputProps)}
      {withPassword && (
        <PasswordField
          label={messages.yourPassword}
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
      )}
      <Group gap="xs">
        <SubmitButton label={props.label} busyLabel={props.busyLabel} busy={mutation.isPending} danger={props.danger} />
        {closeDialog && (
          <Button
            variant="default"
            onClick={closeDialog}
            aria-disabled={mutation.isPending}
            data-disabled={mutation.isPending || undefined}
          >
            {messages.cancel}
          </Button>
        )}
      </Group>
    </form>
  );
}

const isPassword = (field: string) => /password/i.test(field);

const trimAllButPasswords = (values: Fields): Fields =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, isPassword(field) ? value : value.trim()]));

const emptyPasswords = (values: Partial<Fields>): Fields =>
  Object.fromEntries(
    Object.keys(values)
      .filter(isPassword)
      .map((field) => [field, ""]),
  );

function findFieldErrors(error: Error, fields: string[], secret: string): Record<string, string> {
  const code = error instanceof ApiError ? error.code : undefined;
  if (code === "INVALID_CREDENTIALS" && fields.includes(secret)) return { [secret]: error.message };
  if (code === "WEAK_PASSWORD" && fields.includes("newPassword")) return { newPassword: error.message };
  return findServerFieldErrors(error, fields);
}
