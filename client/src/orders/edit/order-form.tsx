import { ORDER_STATUSES } from "@cafe-app-ai/shared/orders";
import { Box, Button, Group, Input, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cafeMessages } from "../../components/cafe/messages.ts";
import field from "../../components/form/field.module.css";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { RestoredNotice } from "../../components/form/restored-notice.tsx";
import { SubmitButton } from "../../components/form/submit-button.tsx";
import { findServerFieldErrors } from "../../lib/form/server-field-errors.ts";
import { useKeptForm } from "../../lib/form/use-kept-form.ts";
import { readerTimezone, timezone } from "../../lib/format.ts";
import { ordersMessages } from "../messages.ts";
import { categoriesQuery } from "../queries.ts";
import { messages } from "./messages.ts";
import { explain, type OrderFields, OrderFormSchema, toNewOrder } from "./order-fields.ts";

/** Whose clock it is, where that is not the reader's own. */
function describePlaced(isNew: boolean): string | undefined {
  const zone = timezone() === readerTimezone() ? undefined : messages.cafeTime(timezone().replaceAll("_", " "));
  return [isNew && messages.placedHelp, zone].filter(Boolean).join(". ") || undefined;
}

type OrderFormProps = {
  /** Names the order whose text outlives the session. */
  draft: string;
  /** The version of it that is edited. */
  etag?: string;
  initialValues: OrderFields;
  currency: string;
  action: { label: string; busyLabel: string };
  busy: boolean;
  error: Error | null;
  /** `etag`: of the version that the fields were typed over. */
  onSubmit: (fields: OrderFields, showErrors: (error: Error) => void, etag?: string) => void;
  onCancel: () => void;
  children?: ReactNode;
};

const statuses = ORDER_STATUSES.map((value) => ({ value, label: cafeMessages.orderStatuses[value] }));

/** An order's fields, each with what is wrong with it beside it. */
export function OrderForm({
  draft,
  etag,
  initialValues,
  currency,
  action,
  busy,
  error,
  onSubmit,
  onCancel,
  children,
}: OrderFormProps) {
  const { data: categories = [] } = useQuery(categoriesQuery);
  const suggestions = useId();
  const first = useRef<HTMLInputElement>(null);
  // the panel gave the focus to its Close button if it was there before the form
  useEffect(() => {
    if (document.activeElement?.tagName !== "INPUT") first.current?.focus();
  }, []);
  const { form, focusFirst, showErrors, toldBeside, isRestored, version } = useKeptForm({
    draft,
    version: etag,
    schema: OrderFormSchema,
    initialValues,
    prepare: (values) => toNewOrder(values, currency),
    explain: (field, typed, message) => explain(field, typed, message, currency),
  });
  const fieldProps = (name: keyof OrderFields) => ({ ...form.getInputProps(name), className: field.field, name });

  const submit = form.onSubmit(() => {
    const showRefused = (refused: Error) => showErrors(findServerFieldErrors(refused, Object.keys(initialValues)));
    onSubmit(form.values, showRefused, version);
  }, focusFirst);

  return (
    <form onSubmit={submit} noValidate>
      {error && !toldBeside && (
        <Box mb="md">
          <FormProblem error={error} />
        </Box>
      )}
      {isRestored && !error && <RestoredNotice />}
      <TextInput
        size="md"
        label={cafeMessages.orderFields.item}
        autoComplete="off"
        data-autofocus
        ref={first}
        {...fieldProps("item")}
      />
      <TextInput
        size="md"
        label={cafeMessages.orderFields.category}
        autoComplete="off"
        list={suggestions}
        {...fieldProps("category")}
      />
      <datalist id={suggestions}>
        {categories.slice(0, 50).map(({ category }) => (
          <option key={category} value={category} />
        ))}
      </datalist>
      <Group grow align="start" gap="sm">
        <TextInput
          size="md"
          label={cafeMessages.orderFields.quantity}
          inputMode="numeric"
          {...fieldProps("quantity")}
        />
        <TextInput
          size="md"
          label={messages.totalIn(currency)}
          inputMode="decimal"
          autoComplete="off"
          {...fieldProps("totalCents")}
        />
      </Group>
      <Input.Wrapper label={cafeMessages.orderFields.status} labelElement="div" size="md" mb="md">
        <SegmentedControl
          fullWidth
          aria-label={cafeMessages.orderFields.status}
          data={statuses}
          {...form.getInputProps("status")}
        />
      </Input.Wrapper>
      <TextInput
        size="md"
        type="datetime-local"
        label={cafeMessages.orderFields.placedAt}
        description={describePlaced(!initialValues.placedAt)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        {...fieldProps("placedAt")}
      />
      <Group gap="xs" mt="xs">
        <SubmitButton {...action} busy={busy} />
        <Button variant="default" onClick={onCancel} disabled={busy}>
          {ordersMessages.cancel}
        </Button>
        {children}
      </Group>
    </form>
  );
}
