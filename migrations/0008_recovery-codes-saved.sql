ALTER TABLE "two_factors" ADD COLUMN "recovery_codes_saved_at" timestamp with time zone;--> statement-breakpoint
-- until now codes were on screen until their owner said that they were saved
UPDATE "two_factors" SET "recovery_codes_saved_at" = "created_at";
