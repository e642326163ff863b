CREATE TABLE "fx_rate_versions" (
	"recorded" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fx_rate_versions_recorded_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"date" date NOT NULL,
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"rate" numeric(24, 12) NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revenue_versions" (
	"recorded" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "revenue_versions_recorded_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"version" integer NOT NULL,
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
	"source" text NOT NULL,
	"note" text,
	"deleted_at" timestamp with time zone,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "revenue_entries" ADD COLUMN "refunded" numeric(18, 9);--> statement-breakpoint
ALTER TABLE "fx_rate_versions" ADD CONSTRAINT "fx_rate_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revenue_versions" ADD CONSTRAINT "revenue_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fx_rate_versions_since" ON "fx_rate_versions" USING btree ("workspace_id","recorded");--> statement-breakpoint
CREATE INDEX "revenue_versions_of_entry" ON "revenue_versions" USING btree ("workspace_id","entry_id","recorded");--> statement-breakpoint
CREATE INDEX "revenue_versions_since" ON "revenue_versions" USING btree ("workspace_id","recorded");--> statement-breakpoint
-- Every version is kept by whoever writes it: nothing can be changed without its trace.
CREATE FUNCTION keep_revenue_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revenue_versions (workspace_id, entry_id, version, external_id, occurred_at, feature, surface, customer,
      user_id, region, platform, plan, amount, currency, gross, fees, refunded, period_from, period_to, source, note,
      deleted_at, recorded_at)
    SELECT workspace_id, id, version, external_id, occurred_at, feature, surface, customer,
      user_id, region, platform, plan, amount, currency, gross, fees, refunded, period_from, period_to, source, note,
      deleted_at, updated_at
    FROM written;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION keep_fx_rate_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fx_rate_versions (workspace_id, date, base, quote, rate, source, recorded_at)
    SELECT workspace_id, date, base, quote, rate, source, updated_at FROM written;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER revenue_versions_of_inserts AFTER INSERT ON revenue_entries
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_revenue_versions();
--> statement-breakpoint
CREATE TRIGGER revenue_versions_of_updates AFTER UPDATE ON revenue_entries
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_revenue_versions();
--> statement-breakpoint
CREATE TRIGGER fx_rate_versions_of_inserts AFTER INSERT ON fx_rates
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_fx_rate_versions();
--> statement-breakpoint
CREATE TRIGGER fx_rate_versions_of_updates AFTER UPDATE ON fx_rates
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_fx_rate_versions();
--> statement-breakpoint
INSERT INTO revenue_versions (workspace_id, entry_id, version, external_id, occurred_at, feature, surface, customer,
    user_id, region, platform, plan, amount, currency, gross, fees, refunded, period_from, period_to, source, note,
    deleted_at, recorded_at)
  SELECT workspace_id, id, version, external_id, occurred_at, feature, surface, customer,
    user_id, region, platform, plan, amount, currency, gross, fees, refunded, period_from, period_to, source, note,
    deleted_at, updated_at
  FROM revenue_entries ORDER BY updated_at, id;
--> statement-breakpoint
INSERT INTO fx_rate_versions (workspace_id, date, base, quote, rate, source, recorded_at)
  SELECT workspace_id, date, base, quote, rate, source, updated_at FROM fx_rates ORDER BY updated_at, date, base, quote;
