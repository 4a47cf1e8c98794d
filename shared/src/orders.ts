import { type Static, Type } from "@sinclair/typebox";
import {
  CurrencySchema,
  closed,
  IdSchema,
  MoneySchema,
  Nullable,
  StringEnum,
  TimeSchema,
  TimezoneSchema,
} from "./common.ts";
import { InstantSchema, PlacedAtSchema } from "./instant.ts";
import { TrimmedTextSchema } from "./text.ts";

export const ORDER_STATUSES = ["completed", "pending", "refunded"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_TEXT_MAX_LENGTH = 120;
export const QUANTITY_MAX = 100_000;
export const TOTAL_CENTS_MAX = 1_000_000_000_000;
/** Where a list stops counting its matches. */
export const TOTAL_MAX = 10_000;
/** Hours in which a deleted order can be restored. */
export const RESTORE_HOURS = 24;
export const BULK_MAX = 1000;
export const IMPORT_MAX_BYTES = 10 * 1024 * 1024;
export const IMPORT_MAX_ROWS = 100_000;
export const IMPORT_PREVIEW_ROWS = 10;

const summary = {
  id: IdSchema,
  item: Type.String(),
  category: Type.String(),
  quantity: Type.Integer(),
  totalCents: MoneySchema,
  currency: CurrencySchema,
  status: StringEnum(ORDER_STATUSES),
  placedAt: TimeSchema,
};

/** An order where it stands among others. */
export const OrderSummarySchema = Type.Object(summary);
export type OrderSummary = Static<typeof OrderSummarySchema>;

export const OrderSchema = Type.Object({ ...summary, createdAt: TimeSchema, updatedAt: TimeSchema });
export type Order = Static<typeof OrderSchema>;

/** An order in the account's export, which has deleted ones too. */
export const ExportedOrderSchema = Type.Object({
  ...OrderSchema.properties,
  deletedAt: Nullable({ ...TimeSchema, description: "Null unless deleted; removed for good a day later" }),
});

const fields = {
  item: TrimmedTextSchema(ORDER_TEXT_MAX_LENGTH, "Flat white"),
  category: TrimmedTextSchema(ORDER_TEXT_MAX_LENGTH, "Coffee"),
  quantity: Type.Integer({ minimum: 1, maximum: QUANTITY_MAX }),
  totalCents: Type.Integer({ minimum: 0, maximum: TOTAL_CENTS_MAX, description: "Minor units (cents)" }),
};
const optionalFields = {
  status: Type.Optional(StringEnum(ORDER_STATUSES, { description: "completed unless given" })),
  placedAt: Type.Optional({
    ...PlacedAtSchema,
    description: "ISO 8601 with Z or an offset, from 1900 to a day ahead; now unless given",
  }),
};

export const NewOrderSchema = Type.Object({ ...fields, ...optionalFields }, closed);
export type NewOrder = Static<typeof NewOrderSchema>;

export const OrderChangesSchema = Type.Partial(NewOrderSchema, { ...closed, minProperties: 1 });
export type OrderChanges = Static<typeof OrderChangesSchema>;

export const OrderParamsSchema = Type.Object({ id: IdSchema });

export const ORDER_SORTS = ["placedAt", "totalCents"] as const;
export const SORT_DIRECTIONS = ["asc", "desc"] as const;

const filters = {
  status: Type.Optional(StringEnum(ORDER_STATUSES)),
  category: Type.Optional({
    ...TrimmedTextSchema(ORDER_TEXT_MAX_LENGTH, "Coffee"),
    description: "Exactly this category",
  }),
  item: Type.Optional({ ...TrimmedTextSchema(ORDER_TEXT_MAX_LENGTH, "Latte"), description: "Exactly this item" }),
  q: Type.Optional({ ...TrimmedTextSchema(ORDER_TEXT_MAX_LENGTH, "latte"), description: "In the item, in any case" }),
  from: Type.Optional({ ...InstantSchema, description: "Placed at this time or later" }),
  to: Type.Optional({ ...InstantSchema, description: "Placed before this time" }),
};
const sorting = {
  sort: Type.Optional(StringEnum(ORDER_SORTS, { default: "placedAt" })),
  order: Type.Optional(StringEnum(SORT_DIRECTIONS, { default: "desc" })),
};

export const OrderListQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: "`nextCursor` of the previous page" }),
    ),
    ...sorting,
    ...filters,
  },
  closed,
);
export type OrderListQuery = Static<typeof OrderListQuerySchema>;
export type OrderFilters = Pick<OrderListQuery, keyof typeof filters>;
export type OrderSorting = Pick<OrderListQuery, keyof typeof sorting>;

export const OrderListSchema = Type.Object({
  rows: Type.Array(OrderSchema),
  nextCursor: Nullable(Type.String({ description: "Null on the last page. Good for the same sort and filters only." })),
  total: Type.Integer({ description: `How many orders match, counted up to ${TOTAL_MAX}` }),
  totalIsCapped: Type.Boolean({ description: "Whether there are more than `total`" }),
});
export type OrderList = Static<typeof OrderListSchema>;

export const OrderDeletedSchema = Type.Object({ deleted: Type.Literal(true) });

export const BulkOrdersSchema = Type.Object(
  {
    ids: Type.Array(IdSchema, { minItems: 1, maxItems: BULK_MAX }),
    status: Type.Optional(StringEnum(ORDER_STATUSES)),
    deleted: Type.Optional(Type.Boolean({ description: "true deletes, false restores" })),
  },
  { ...closed, description: "Either `status` or `deleted`" },
);
export type BulkOrders = Static<typeof BulkOrdersSchema>;

export const BulkResultSchema = Type.Object({
  changed: Type.Integer({ description: "Orders now in the requested state, including those that already were" }),
  missing: Type.Array(IdSchema, { description: "Ids that aren't the account's orders" }),
});
export type BulkResult = Static<typeof BulkResultSchema>;

export const CategoriesSchema = Type.Array(Type.Object({ category: Type.String(), orders: Type.Integer() }), {
  description: "The categories with the most orders first, at most 1,000",
});
export type Categories = Static<typeof CategoriesSchema>;

const { id: _id, ...importedFields } = summary;
export const ImportPreviewRowSchema = Type.Object(importedFields);

export const ImportQuerySchema = Type.Object(
  { dryRun: Type.Optional(Type.Boolean({ default: false, description: "Check the file, and write nothing" })) },
  closed,
);
const ignoredColumns = Type.Array(Type.String(), { description: "Columns of the file that no order has" });
export const ImportedSchema = Type.Object({ imported: Type.Integer(), ignoredColumns });
export type Imported = Static<typeof ImportedSchema>;
export const ImportPreviewSchema = Type.Object({
  rows: Type.Integer({ description: "How many orders the file has" }),
  ignoredColumns,
  preview: Type.Array(ImportPreviewRowSchema, { description: "The first ones", maxItems: IMPORT_PREVIEW_ROWS }),
});
export type ImportPreview = Static<typeof ImportPreviewSchema>;

export const OrderExportQuerySchema = Type.Object(
  {
    ...sorting,
    ...filters,
    raw: Type.Optional(Type.Boolean({ default: false, description: "Leave formulas as they are: for a later import" })),
  },
  closed,
);

/** In a CSV file: a spreadsheet runs what begins like a formula, also in the wide characters of East Asian keyboards. */
export const guardFormula = (cell: string) => (/^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell);

export const ORDER_CHANGES = ["created", "changed", "deleted", "imported", "resync"] as const;
/** The events of `GET /api/orders/events`. `resync` has no ids: something may have been missed. */
export const OrderEventSchema = Type.Object({
  change: StringEnum(ORDER_CHANGES),
  ids: Type.Optional(Type.Array(IdSchema, { description: "The first 100", maxItems: 100 })),
  count: Type.Optional(Type.Integer()),
});
export type OrderEvent = Static<typeof OrderEventSchema>;

export const SampleOrdersSchema = Type.Optional(Type.Object({ timezone: Type.Optional(TimezoneSchema) }, closed));

export const SampleOrdersAddedSchema = Type.Object({
  created: Type.Integer({ description: "How many orders were added" }),
});
export type SampleOrdersAdded = Static<typeof SampleOrdersAddedSchema>;
