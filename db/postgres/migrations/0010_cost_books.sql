ALTER TABLE "prices" ADD COLUMN "book" text;--> statement-breakpoint
ALTER TABLE "rerates" ADD COLUMN "book" text;