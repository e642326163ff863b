CREATE TABLE "fleet_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"upstream_id" uuid NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"gpu_type" text,
	"gpu_count" numeric(12, 6),
	"usd_per_hour" numeric(18, 9),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "gpu_profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"provider" text NOT NULL,
	"upstream" text,
	"model" text NOT NULL,
	"gpu_seconds_per_video_second" numeric(18, 9),
	"hardware" text,
	"gpus_per_run" numeric(12, 6),
	"gpu_type" text,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
ALTER TABLE "fleet_versions" ADD CONSTRAINT "fleet_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_versions" ADD CONSTRAINT "fleet_versions_upstream_id_upstreams_id_fk" FOREIGN KEY ("upstream_id") REFERENCES "public"."upstreams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gpu_profiles" ADD CONSTRAINT "gpu_profiles_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fleet_versions_by_upstream" ON "fleet_versions" USING btree ("workspace_id","upstream_id");--> statement-breakpoint
CREATE INDEX "gpu_profiles_by_workspace" ON "gpu_profiles" USING btree ("workspace_id");--> statement-breakpoint
-- What upstreams said of their GPUs becomes the first version of their fleet, from the quarter hour of their making on.
INSERT INTO fleet_versions (id, workspace_id, upstream_id, valid_from, gpu_type, gpu_count, usd_per_hour, created_at)
SELECT gen_random_uuid(), workspace_id, id,
  date_trunc('hour', created_at) + floor(extract(minute from created_at) / 15) * interval '15 minutes',
  gpu_type, gpu_count, gpu_usd_per_hour, created_at
FROM upstreams WHERE gpu_type IS NOT NULL AND gpu_count IS NOT NULL AND gpu_usd_per_hour IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "upstreams" DROP COLUMN "gpu_type";--> statement-breakpoint
ALTER TABLE "upstreams" DROP COLUMN "gpu_count";--> statement-breakpoint
ALTER TABLE "upstreams" DROP COLUMN "gpu_usd_per_hour";