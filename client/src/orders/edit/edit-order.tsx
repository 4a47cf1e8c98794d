import type { Order } from "@cafe-app-ai/shared/orders";
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadProblem } from "../../components/problem/load-problem.tsx";
import { Problem } from "../../components/problem/problem.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { hasCode, type Versioned } from "../../lib/api/api.ts";
import { dropDrafts } from "../../lib/form/drafts.ts";
import { ordersMessages } from "../messages.ts";
import { useChangeOrders } from "../use-change-orders.ts";
import { EditConflict } from "./edit-conflict.tsx";
import { FormSkeleton } from "./form-skeleton.tsx";
import { messages } from "./messages.ts";
import { findChanges, type OrderFields, toFields } from "./order-fields.ts";
import { OrderForm } from "./order-form.tsx";
import { isNoOrder, orderQuery, useEditOrder } from "./queries.ts";

type EditOrderProps = { id: string; onClose: () => void };

export function EditOrder({ id, onClose }: EditOrderProps) {
  const { data, error, isFetching, refetch } = useQuery(orderQuery(id));
  if (data) return <OrderEditor key={data.etag} stored={data} onClose={onClose} />;
  if (!error) return <FormSkeleton />;
  if (!isNoOrder(error)) {
    return (
      <LoadProblem title={messages.orderFailed} error={error} retrying={isFetching} onRetry={() => void refetch()} />
    );
  }
  return (
    <Problem text={messages.orderGoneText}>
      <Button variant="default" onClick={onClose}>
        {messages.backToOrders}
      </Button>
    </Problem>
  );
}

/** The form of one version; when somebody else has saved another one meanwhile, the choice between the two. */
function OrderEditor({ stored, onClose }: { stored: Versioned<Order>; onClose: () => void }) {
  const client = useQueryClient();
  const edit = useEditOrder();
  const { change } = useChangeOrders();
  const [conflict, setConflict] = useState<{ mine: OrderFields; theirs: Versioned<Order> }>();
  const { id, currency } = stored.data;
  const before = toFields(stored.data);

  const save = (mine: OrderFields, etag: string, showErrors?: (error: Error) => void) => {
    const changes = findChanges(before, mine, currency);
    if (Object.keys(changes).length === 0) return onClose();
    edit.mutate(
      { id, etag, changes },
      {
        onSuccess: ({ item }) => {
          showDone(messages.saved(item));
          dropDrafts();
          onClose();
        },
        onError: async (error) => {
          if (!hasCode(error, "PRECONDITION_FAILED")) return showErrors?.(error);
          const theirs = await client.fetchQuery({ ...orderQuery(id), queryKey: ["latest", id], staleTime: 0 });
          setConflict({ mine, theirs });
        },
      },
    );
  };

  if (conflict) {
    const { mine, theirs } = conflict;
    return (
      <EditConflict
        before={before}
        mine={mine}
        theirs={theirs.data}
        busy={edit.isPending}
        error={hasCode(edit.error, "PRECONDITION_FAILED") ? null : edit.error}
        onKeepMine={() => save(mine, theirs.etag)}
        onUseTheirs={() => client.setQueryData(orderQuery(id).queryKey, theirs)}
      />
    );
  }
  const remove = () => {
    dropDrafts();
    onClose();
    change({ ids: [id], deleted: true });
  };
  return (
    <OrderForm
      draft={`order-${id}`}
      etag={stored.etag}
      initialValues={before}
      currency={currency}
      action={messages.save}
      busy={edit.isPending}
      error={hasCode(edit.error, "NOT_FOUND") ? new Error(messages.deletedMeanwhile) : edit.error}
      onCancel={onClose}
      onSubmit={(mine, showErrors, etag = stored.etag) => save(mine, etag, showErrors)}
    >
      <Button
        variant="subtle"
        c="var(--mantine-color-error)"
        ms={{ base: 0, xs: "auto" }}
        onClick={remove}
        disabled={edit.isPending}
      >
        {ordersMessages.delete}
      </Button>
    </OrderForm>
  );
}
