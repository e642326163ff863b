CREATE TABLE "rerates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"state" text NOT NULL,
	"scope" jsonb NOT NULL,
	"time_zone" text NOT NULL,
	"prices_as_of" timestamp with time zone NOT NULL,
	"planned" jsonb NOT NULL,
	"result" jsonb,
	"cursor_ms" bigint,
	"cursor_id" uuid,
	"done" integer DEFAULT 0 NOT NULL,
	"superseded" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"applied_at" timestamp with time zone,
	"reverted_at" timestamp with time zone,
	"reverted_by" text
);
--> statement-breakpoint
ALTER TABLE "rerates" ADD CONSTRAINT "rerates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rerates_one_at_a_time" ON "rerates" USING btree ("workspace_id") WHERE "rerates"."state" in ('applying', 'reverting');--> statement-breakpoint
CREATE INDEX "rerates_by_workspace" ON "rerates" USING btree ("workspace_id","id");