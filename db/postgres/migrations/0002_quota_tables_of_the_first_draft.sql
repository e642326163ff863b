DROP TABLE "holds" CASCADE;--> statement-breakpoint
DROP TABLE "quota_buckets" CASCADE;