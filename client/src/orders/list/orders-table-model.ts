import type { Order } from "@cafe-app-ai/shared/orders";
import { metaHelper, type ReactTable, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import type { ListState } from "../list-state.ts";

type ColumnMeta = { width?: number | string; numeric?: true; muted?: true; sort?: ListState["sort"] };

export const features = tableFeatures({ rowSelectionFeature, columnMeta: metaHelper<ColumnMeta>() });
export type Features = typeof features;
export type OrdersTableModel = ReactTable<Features, Order>;
export type OrderRow = ReturnType<OrdersTableModel["getRowModel"]>["rows"][number];
