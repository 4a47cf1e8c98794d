import { EmailOnlySchema } from "@cafe-app-ai/shared/auth/common";
import { Stack } from "@mantine/core";
import { EmailField } from "../../components/form/email-field.tsx";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useSchemaForm } from "../../lib/form/use-schema-form.ts";
import { type MailRoute, useSendMail } from "../../lib/session/use-send-mail.ts";
import { useKeepEmail } from "../sign-in-state.ts";
import { messages } from "./messages.ts";

type AskForMailProps = { route: MailRoute; email?: string; onSent: (email: string) => void };

/** Asks where to send an email with a link. */
export function AskForMail({ route, email = "", onSent }: AskForMailProps) {
  const send = useSendMail(route);
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: EmailOnlySchema,
    initialValues: { email },
    prepare: (values) => ({ email: values.email.trim() }),
  });
  useKeepEmail(form.values.email);
  const submit = form.onSubmit(
    (values) =>
      send.mutate(values, {
        onSuccess: () => onSent(values.email),
        onError: (error) => showErrors(findServerFieldErrors(error, ["email"])),
      }),
    focusFirst,
  );

  return (
    <>
      {send.error && !toldBeside && <FormProblem key={send.submittedAt} error={send.error} />}
      <form onSubmit={submit} noValidate>
        <Stack gap={0}>
          <EmailField {...form.getInputProps("email")} />
          <SubmitButton wide label={messages.sendLink} busyLabel={messages.sending} busy={send.isPending} />
        </Stack>
      </form>
    </>
  );
}
