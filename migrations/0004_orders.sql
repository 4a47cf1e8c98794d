-- a trusted extension: the owner of the database may create it
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "cafes" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"currency" text DEFAULT 'EUR' NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_route_key_pk" PRIMARY KEY("user_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "order_figures" (
	"user_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"grain" text NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"category" text NOT NULL,
	"item" text NOT NULL,
	"orders" bigint NOT NULL,
	"revenue_cents" numeric NOT NULL,
	"items_sold" bigint NOT NULL,
	CONSTRAINT "order_figures_user_id_currency_grain_start_category_item_pk" PRIMARY KEY("user_id","currency","grain","start","category","item")
);
--> statement-breakpoint
CREATE TABLE "order_items" (
	"user_id" uuid NOT NULL,
	"item" text NOT NULL,
	"category" text NOT NULL,
	"orders" bigint NOT NULL,
	CONSTRAINT "order_items_user_id_item_category_pk" PRIMARY KEY("user_id","item","category")
);
--> statement-breakpoint
DROP INDEX "idx_orders_user_placed";--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "total_cents" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "placed_at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "placed_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cafes" ADD CONSTRAINT "cafes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_figures" ADD CONSTRAINT "order_figures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idx_idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_order_items_search" ON "order_items" USING gin ("item" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "idx_orders_placed" ON "orders" USING btree ("user_id","placed_at","id") WHERE "orders"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_orders_total" ON "orders" USING btree ("user_id","total_cents","id") WHERE "orders"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_orders_status" ON "orders" USING btree ("user_id","status","placed_at","id") WHERE "orders"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_orders_category" ON "orders" USING btree ("user_id","category","placed_at","id") WHERE "orders"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_orders_item" ON "orders" USING btree ("user_id","item","placed_at","id") WHERE "orders"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "idx_orders_user" ON "orders" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "idx_orders_deleted" ON "orders" USING btree ("deleted_at") WHERE "orders"."deleted_at" is not null;