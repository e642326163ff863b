CREATE TABLE "stripe_connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"livemode" boolean,
	"account" text,
	"secret_sealed" "bytea" NOT NULL,
	"secret_last4" text NOT NULL,
	"previous_secret_sealed" "bytea",
	"previous_valid_until" timestamp with time zone,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"object_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"entries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stripe_events_connection_id_event_id_pk" PRIMARY KEY("connection_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "stripe_links" (
	"connection_id" uuid NOT NULL,
	"link" text NOT NULL,
	"object_id" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "stripe_links_connection_id_link_object_id_kind_pk" PRIMARY KEY("connection_id","link","object_id","kind")
);
--> statement-breakpoint
CREATE TABLE "stripe_objects" (
	"workspace_id" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"object_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stripe_objects_connection_id_object_id_kind_pk" PRIMARY KEY("connection_id","object_id","kind")
);
--> statement-breakpoint
CREATE TABLE "stripe_prices" (
	"workspace_id" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"price" text NOT NULL,
	CONSTRAINT "stripe_prices_workspace_id_connection_id_price_pk" PRIMARY KEY("workspace_id","connection_id","price")
);
--> statement-breakpoint
CREATE TABLE "subscription_versions" (
	"recorded" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "subscription_versions_recorded_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"subscription_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"external_id" text NOT NULL,
	"customer" text NOT NULL,
	"user_id" text NOT NULL,
	"plan" text NOT NULL,
	"status" text NOT NULL,
	"quantity" bigint,
	"period_from" timestamp with time zone,
	"period_to" timestamp with time zone,
	"interval" text,
	"amount" numeric(18, 9),
	"currency" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"external_id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"customer" text NOT NULL,
	"user_id" text NOT NULL,
	"plan" text NOT NULL,
	"status" text NOT NULL,
	"quantity" bigint,
	"period_from" timestamp with time zone,
	"period_to" timestamp with time zone,
	"interval" text,
	"amount" numeric(18, 9),
	"currency" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"source" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stripe_connections" ADD CONSTRAINT "stripe_connections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_connection_id_stripe_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."stripe_connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_links" ADD CONSTRAINT "stripe_links_connection_id_stripe_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."stripe_connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_objects" ADD CONSTRAINT "stripe_objects_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_objects" ADD CONSTRAINT "stripe_objects_connection_id_stripe_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."stripe_connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_prices" ADD CONSTRAINT "stripe_prices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_prices" ADD CONSTRAINT "stripe_prices_connection_id_stripe_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."stripe_connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_versions" ADD CONSTRAINT "subscription_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stripe_connections_by_workspace" ON "stripe_connections" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "stripe_events_by_arrival" ON "stripe_events" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "stripe_events_by_object" ON "stripe_events" USING btree ("connection_id","object_id");--> statement-breakpoint
CREATE INDEX "stripe_events_by_age" ON "stripe_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "subscription_versions_of" ON "subscription_versions" USING btree ("workspace_id","subscription_id","recorded");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_external_id" ON "subscriptions" USING btree ("workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "subscriptions_by_id" ON "subscriptions" USING btree ("workspace_id","id");
--> statement-breakpoint
-- Every version is kept by whoever writes it: nothing can be changed without its trace.
CREATE FUNCTION keep_subscription_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO subscription_versions (workspace_id, subscription_id, version, external_id, customer, user_id, plan, status,
      quantity, period_from, period_to, "interval", amount, currency, started_at, cancelled_at, ended_at, source, recorded_at)
    SELECT workspace_id, id, version, external_id, customer, user_id, plan, status,
      quantity, period_from, period_to, "interval", amount, currency, started_at, cancelled_at, ended_at, source, updated_at
    FROM written;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER subscription_versions_of_inserts AFTER INSERT ON subscriptions
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_subscription_versions();
--> statement-breakpoint
CREATE TRIGGER subscription_versions_of_updates AFTER UPDATE ON subscriptions
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_subscription_versions();
