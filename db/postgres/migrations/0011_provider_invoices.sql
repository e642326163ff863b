CREATE TABLE "provider_invoice_versions" (
	"invoice_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"first_day" date NOT NULL,
	"end_day" date NOT NULL,
	"billed" numeric(38, 9) NOT NULL,
	"lines" jsonb NOT NULL,
	"models" jsonb NOT NULL,
	"source" text NOT NULL,
	"content_sha256" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "provider_invoice_versions_invoice_id_version_pk" PRIMARY KEY("invoice_id","version")
);
--> statement-breakpoint
CREATE TABLE "provider_invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "provider_invoice_versions" ADD CONSTRAINT "provider_invoice_versions_invoice_id_provider_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."provider_invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_invoices" ADD CONSTRAINT "provider_invoices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_invoices_name" ON "provider_invoices" USING btree ("workspace_id","provider","name");--> statement-breakpoint
CREATE INDEX "provider_invoices_by_workspace" ON "provider_invoices" USING btree ("workspace_id","id");