CREATE TABLE "revenue_import_lines" (
	"line" integer NOT NULL,
	"entry_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"feature" text NOT NULL,
	"surface" text NOT NULL,
	"customer" text NOT NULL,
	"user_id" text NOT NULL,
	"region" text NOT NULL,
	"platform" text NOT NULL,
	"plan" text NOT NULL,
	"amount" numeric(18, 9) NOT NULL,
	"currency" text NOT NULL,
	"gross" numeric(18, 9),
	"fees" numeric(18, 9),
	"refunded" numeric(18, 9),
	"period_from" timestamp with time zone,
	"period_to" timestamp with time zone,
	"note" text,
	"role" text
);
--> statement-breakpoint
CREATE TABLE "revenue_import_profiles" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "revenue_import_profiles_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "revenue_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"state" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"name" text,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_skipped" integer DEFAULT 0 NOT NULL,
	"bad_rows" integer DEFAULT 0 NOT NULL,
	"entries" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"sums" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"touched_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reverted_at" timestamp with time zone,
	"reverted_by" text,
	"left_alone" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "revenue_import_profiles" ADD CONSTRAINT "revenue_import_profiles_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revenue_imports" ADD CONSTRAINT "revenue_imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "revenue_imports_by_workspace" ON "revenue_imports" USING btree ("workspace_id","id");