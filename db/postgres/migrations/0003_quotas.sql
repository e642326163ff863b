CREATE TABLE "gates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"feature" text NOT NULL,
	"regions" jsonb,
	"platforms" jsonb,
	"plans" jsonb,
	"share_basis_points" integer DEFAULT 10000 NOT NULL,
	"from_at" timestamp with time zone,
	"to_at" timestamp with time zone,
	"daily_budget" numeric(18, 9),
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "gpu_peaks" (
	"upstream_id" uuid NOT NULL,
	"model" text NOT NULL,
	"ms_per_second" numeric(18, 3) NOT NULL,
	CONSTRAINT "gpu_peaks_upstream_id_model_pk" PRIMARY KEY("upstream_id","model")
);
--> statement-breakpoint
CREATE TABLE "grant_uses" (
	"generation_id" uuid NOT NULL,
	"grant_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"position" integer NOT NULL,
	"amount" numeric(38, 9) NOT NULL,
	"captured" numeric(38, 9),
	CONSTRAINT "grant_uses_generation_id_grant_id_pk" PRIMARY KEY("generation_id","grant_id")
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"metric" text NOT NULL,
	"amount" numeric(38, 9) NOT NULL,
	"used" numeric(38, 9) DEFAULT '0' NOT NULL,
	"held" numeric(38, 9) DEFAULT '0' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"revenue_external_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"generation_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"family" text NOT NULL,
	"subject" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"metric" text NOT NULL,
	"rule_id" uuid,
	"amount" numeric(38, 9) NOT NULL,
	"granted" numeric(38, 9) DEFAULT '0' NOT NULL,
	"captured" numeric(38, 9),
	"overrun" numeric(38, 9) DEFAULT '0' NOT NULL,
	"rolling_seconds" integer,
	"aged" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "holds_generation_id_family_pk" PRIMARY KEY("generation_id","family")
);
--> statement-breakpoint
CREATE TABLE "quota_buckets" (
	"workspace_id" text NOT NULL,
	"family" text NOT NULL,
	"subject" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"used" numeric(38, 9) DEFAULT '0' NOT NULL,
	"held" numeric(38, 9) DEFAULT '0' NOT NULL,
	"most" numeric(38, 9) DEFAULT '0' NOT NULL,
	"overrun" numeric(38, 9) DEFAULT '0' NOT NULL,
	CONSTRAINT "quota_buckets_workspace_id_family_subject_window_start_pk" PRIMARY KEY("workspace_id","family","subject","window_start")
);
--> statement-breakpoint
CREATE TABLE "quota_hits" (
	"workspace_id" text NOT NULL,
	"rule_id" uuid NOT NULL,
	"day" date NOT NULL,
	"user_id" text NOT NULL,
	"mode" text NOT NULL,
	"hits" bigint NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quota_hits_workspace_id_rule_id_day_user_id_mode_pk" PRIMARY KEY("workspace_id","rule_id","day","user_id","mode")
);
--> statement-breakpoint
CREATE TABLE "quota_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"subject" jsonb NOT NULL,
	"metric" text NOT NULL,
	"window" jsonb NOT NULL,
	"limit_amount" numeric(38, 9) NOT NULL,
	"mode" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user_blocks" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"reason" text NOT NULL,
	"until_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "user_blocks_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "generation_id" uuid;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "answer_type" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "answer_body" "bytea";--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "refusal_code" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "refusal_message" text;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_uses" ADD CONSTRAINT "grant_uses_generation_id_jobs_generation_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."jobs"("generation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_uses" ADD CONSTRAINT "grant_uses_grant_id_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_generation_id_jobs_generation_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."jobs"("generation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_rules" ADD CONSTRAINT "quota_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_blocks" ADD CONSTRAINT "user_blocks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gates_by_workspace" ON "gates" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "grant_uses_by_grant" ON "grant_uses" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "grants_by_user" ON "grants" USING btree ("workspace_id","user_id","expires_at");--> statement-breakpoint
CREATE INDEX "holds_open" ON "holds" USING btree ("workspace_id") WHERE "holds"."state" = 'open';--> statement-breakpoint
CREATE INDEX "holds_rolling" ON "holds" USING btree ("workspace_id","family","subject","created_at") WHERE "holds"."rolling_seconds" is not null and not "holds"."aged";--> statement-breakpoint
CREATE INDEX "quota_hits_by_user" ON "quota_hits" USING btree ("workspace_id","user_id","day");--> statement-breakpoint
CREATE INDEX "quota_rules_by_workspace" ON "quota_rules" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "idempotency_by_generation" ON "idempotency_keys" USING btree ("generation_id") WHERE "idempotency_keys"."generation_id" is not null;