CREATE TABLE "fx_rates" (
	"workspace_id" text NOT NULL,
	"date" date NOT NULL,
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"rate" numeric(24, 12) NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fx_rates_workspace_id_date_base_quote_pk" PRIMARY KEY("workspace_id","date","base","quote")
);
--> statement-breakpoint
ALTER TABLE "revenue_entries" ADD COLUMN "gross" numeric(18, 9);--> statement-breakpoint
ALTER TABLE "revenue_entries" ADD COLUMN "fees" numeric(18, 9);--> statement-breakpoint
ALTER TABLE "revenue_entries" ADD COLUMN "period_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "revenue_entries" ADD COLUMN "period_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "fx_rates" ADD CONSTRAINT "fx_rates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "revenue_by_id" ON "revenue_entries" USING btree ("workspace_id","id");