import { EmailOnlySchema } from "@cafe-app-ai/shared/auth";
import { Stack } from "@mantine/core";
import { EmailField } from "../../components/form/email-field.tsx";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { findServerFieldErrors, useSchemaForm } from "../../lib/schema-form.ts";
import { FormButton } from "../form-button.tsx";
import { type MailRoute, useSendMail } from "../mail-queries.ts";
import { messages } from "../messages.ts";
import { useKeepEmail } from "../sign-in-state.ts";

type AskForMailProps = { route: MailRoute; email?: string; onSent: (email: string) => void };

/** The address that a mail with a link should go to. */
export function AskForMail({ route, email = "", onSent }: AskForMailProps) {
  const send = useSendMail(route);
  const { form, focusFirst, showErrors, toldBeside } = useSchemaForm({
    schema: EmailOnlySchema,
    initialValues: { email },
    prepare: (values) => ({ email: values.email.trim() }),
  });
  useKeepEmail(form.values.email);
  const submit = form.onSubmit(
    (address) =>
      send.mutate(address, {
        onSuccess: () => onSent(address.email),
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
          <FormButton label={messages.sendLink} busyLabel={messages.sending} busy={send.isPending} />
        </Stack>
      </form>
    </>
  );
}
