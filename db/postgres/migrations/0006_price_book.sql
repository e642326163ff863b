CREATE TABLE "shipped_lists" (
	"name" text PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "minimum_units" numeric(18, 9);