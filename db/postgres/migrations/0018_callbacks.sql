CREATE TABLE "callback_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"upstream_id" uuid NOT NULL,
	"generation_id" uuid NOT NULL,
	"delivery_key" text NOT NULL,
	"verified" boolean NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea",
	"state" text DEFAULT 'waiting' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"last_fault" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_try_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"lease_owner" uuid,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_callbacks" (
	"generation_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"upstream_id" uuid NOT NULL,
	"token_sha256" "bytea" NOT NULL,
	"url_sealed" "bytea" NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_callbacks_token_sha256_unique" UNIQUE("token_sha256")
);
--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "callbacks" jsonb;--> statement-breakpoint
ALTER TABLE "callback_deliveries" ADD CONSTRAINT "callback_deliveries_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callback_deliveries" ADD CONSTRAINT "callback_deliveries_upstream_id_upstreams_id_fk" FOREIGN KEY ("upstream_id") REFERENCES "public"."upstreams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_callbacks" ADD CONSTRAINT "job_callbacks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_callbacks" ADD CONSTRAINT "job_callbacks_upstream_id_upstreams_id_fk" FOREIGN KEY ("upstream_id") REFERENCES "public"."upstreams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "callback_deliveries_once" ON "callback_deliveries" USING btree ("generation_id","delivery_key");--> statement-breakpoint
CREATE INDEX "callback_deliveries_due" ON "callback_deliveries" USING btree ("next_try_at") WHERE "callback_deliveries"."next_try_at" is not null;--> statement-breakpoint
CREATE INDEX "callback_deliveries_by_workspace" ON "callback_deliveries" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "callback_deliveries_by_age" ON "callback_deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "job_callbacks_by_age" ON "job_callbacks" USING btree ("created_at");