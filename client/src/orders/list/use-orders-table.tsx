import type { Order } from "@cafe-app-ai/shared/orders";
import { createColumnHelper, type RowSelectionState, useTable } from "@tanstack/react-table";
import type { Dispatch, SetStateAction } from "react";
import { cafeMessages } from "../../components/cafe/messages.ts";
import { OrderStatusBadge } from "../../components/cafe/order-status-badge.tsx";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { type Features, features, type OrdersTableModel } from "./orders-table-model.ts";
import { OrderName } from "./rows/order-name.tsx";
import { Placed } from "./rows/placed.tsx";
import { Sum } from "./rows/sum.tsx";
import { SelectRow } from "./selection/select-boxes.tsx";

const helper = createColumnHelper<Features, Order>();

/** A new column of the orders table gets its lines here. */
const columns = helper.columns([
  helper.display({ id: "select", cell: ({ row }) => <SelectRow row={row} />, meta: { width: 56 } }),
  helper.accessor("item", {
    header: cafeMessages.orderFields.item,
    cell: ({ row }) => <OrderName order={row.original} />,
  }),
  helper.accessor("category", { header: cafeMessages.orderFields.category, meta: { width: "15%", muted: true } }),
  helper.accessor("status", {
    header: cafeMessages.orderFields.status,
    cell: ({ getValue }) => <OrderStatusBadge status={getValue()} />,
    meta: { width: 164 },
  }),
  helper.accessor("placedAt", {
    header: cafeMessages.orderFields.placedAt,
    cell: ({ getValue }) => <Placed at={getValue()} />,
    meta: { width: 150, sort: "placedAt" },
  }),
  helper.accessor("quantity", {
    header: cafeMessages.orderFields.quantity,
    cell: ({ getValue }) => formatCount(getValue()),
    meta: { width: 92, numeric: true },
  }),
  helper.accessor("totalCents", {
    header: cafeMessages.orderFields.totalCents,
    cell: ({ row: { original } }) => <Sum>{formatMoney(original.totalCents, original.currency)}</Sum>,
    meta: { width: 168, numeric: true, sort: "totalCents" },
  }),
]);

/** The rows of a page and which of them are selected; sorting and paging are the API's. */
export const useOrdersTable = (
  data: Order[],
  rowSelection: RowSelectionState,
  onRowSelectionChange: Dispatch<SetStateAction<RowSelectionState>>,
): OrdersTableModel =>
  useTable({ features, columns, data, getRowId: ({ id }) => id, state: { rowSelection }, onRowSelectionChange });
