import { index, numeric, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { upstreams } from "./gateway.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/**
 * The GPUs of a dedicated upstream and their price, as they were from an instant on. Never edited: a change is another
 * row, and of two from the same instant the one written later counts. Starts lie on quarter hours, as the rollups do.
 */
export const fleetVersions = pgTable(
  "fleet_versions",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    upstreamId: uuid("upstream_id")
      .notNull()
      .references(() => upstreams.id),
    validFrom: at("valid_from").notNull(),
    /** All three null: from then on the upstream has no GPUs of its own. */
    gpuType: text("gpu_type"),
    gpuCount: numeric("gpu_count", { precision: 12, scale: 6 }),
    usdPerHour: numeric("usd_per_hour", { precision: 18, scale: 9 }),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
  },
  (table) => [index("fleet_versions_by_upstream").on(table.workspaceId, table.upstreamId)],
);

/** What an operator states about the GPUs behind a model. Never edited but for its end. */
export const gpuProfiles = pgTable(
  "gpu_profiles",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    provider: text("provider").notNull(),
    /** A slug; null: all upstreams of the provider. */
    upstream: text("upstream"),
    /** `*`: any model. */
    model: text("model").notNull(),
    gpuSecondsPerVideoSecond: numeric("gpu_seconds_per_video_second", { precision: 18, scale: 9 }),
    /** Becomes the dimension `hardware` of what is admitted. */
    hardware: text("hardware"),
    gpusPerRun: numeric("gpus_per_run", { precision: 12, scale: 6 }),
    gpuType: text("gpu_type"),
    validFrom: at("valid_from").notNull(),
    validTo: at("valid_to"),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
  },
  (table) => [index("gpu_profiles_by_workspace").on(table.workspaceId)],
);
