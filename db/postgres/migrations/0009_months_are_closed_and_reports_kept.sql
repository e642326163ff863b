CREATE TABLE "kept_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"month" text,
	"query" jsonb NOT NULL,
	"answer" text NOT NULL,
	"sha256" text NOT NULL,
	"revenue_recorded" bigint NOT NULL,
	"fx_recorded" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "month_closings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"month" text NOT NULL,
	"time_zone" text NOT NULL,
	"revenue_recorded" bigint NOT NULL,
	"fx_recorded" bigint NOT NULL,
	"spend_rows" bigint NOT NULL,
	"spend_sha256" text NOT NULL,
	"open_points" jsonb NOT NULL,
	"report_id" uuid,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by" text NOT NULL,
	"reopened_at" timestamp with time zone,
	"reopened_by" text,
	"reopen_reason" text
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "generations_removed_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "kept_reports" ADD CONSTRAINT "kept_reports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "month_closings" ADD CONSTRAINT "month_closings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_reports_by_id" ON "kept_reports" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "month_closings_in_force" ON "month_closings" USING btree ("workspace_id","month") WHERE "month_closings"."reopened_at" is null;