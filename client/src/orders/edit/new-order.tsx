import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import { showDone } from "../../components/toast/toast.ts";
import { useCafeSettings } from "../../lib/cafe/cafe-settings.ts";
import { dropDrafts } from "../../lib/form/drafts.ts";
import { messages } from "./messages.ts";
import { EMPTY_ORDER, toNewOrder } from "./order-fields.ts";
import { OrderForm } from "./order-form.tsx";
import { useCreateOrder } from "./queries.ts";

export function NewOrder({ onClose }: { onClose: () => void }) {
  const create = useCreateOrder();
  const { data: settings } = useCafeSettings();
  const currency = settings?.currency ?? DEFAULT_CURRENCY;
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
