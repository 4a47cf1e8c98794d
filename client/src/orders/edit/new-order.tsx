import { LoadProblem } from "../../components/problem/load-problem.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { useCafeSettings } from "../../lib/cafe/cafe-settings.ts";
import { dropDrafts } from "../../lib/form/drafts.ts";
import { FormSkeleton } from "./form-skeleton.tsx";
import { messages } from "./messages.ts";
import { EMPTY_ORDER, toNewOrder } from "./order-fields.ts";
import { OrderForm } from "./order-form.tsx";
import { useCreateOrder } from "./queries.ts";

type NewOrderProps = { onClose: () => void };

/** What is typed as a total means something only in a known currency. */
export function NewOrder({ onClose }: NewOrderProps) {
  const { data: settings, error, isFetching, refetch } = useCafeSettings();
  if (settings) return <NewOrderForm currency={settings.currency} onClose={onClose} />;
  if (!error) return <FormSkeleton />;
  return (
    <LoadProblem title={messages.currencyFailed} error={error} retrying={isFetching} onRetry={() => void refetch()} />
  );
}

function NewOrderForm({ currency, onClose }: NewOrderProps & { currency: string }) {
  const create = useCreateOrder();
  return (
    <OrderForm
      draft="new-order"
      initialValues={EMPTY_ORDER}
      currency={currency}
      action={messages.add}
      busy={create.isPending}
      error={create.error}
      onCancel={onClose}
      onSubmit={(fields, showErrors) =>
        create.mutate(toNewOrder(fields, currency), {
          onSuccess: ({ item }) => {
            showDone(messages.added(item));
            dropDrafts();
            onClose();
          },
          onError: showErrors,
        })
      }
    />
  );
}
