import { and, eq, isNull, sql } from "drizzle-orm";
import { CONFIG_REVISION_ID } from "./bump-revision.ts";
import type { Postgres } from "./client.ts";
import { fleetVersions, gpuProfiles } from "./schema/fleet.ts";
import { configRevision, keys, prices, upstreams } from "./schema/gateway.ts";
import { workspaces } from "./schema/identity.ts";
import { gates, quotaRules, userBlocks } from "./schema/quotas.ts";

export type KeyRow = typeof keys.$inferSelect;
export type UpstreamRow = typeof upstreams.$inferSelect;
export type PriceRow = typeof prices.$inferSelect;
export type WorkspaceRow = typeof workspaces.$inferSelect;
export type QuotaRuleRow = typeof quotaRules.$inferSelect;
export type GateRow = typeof gates.$inferSelect;
export type FleetVersionRow = typeof fleetVersions.$inferSelect;
export type GpuProfileRow = typeof gpuProfiles.$inferSelect;
export type UserBlockRow = typeof userBlocks.$inferSelect;

/** Everything that decides about a proxied request, as it was at one revision. */
export interface DirectoryRows {
  readonly revision: bigint;
  /** Kind proxy, not revoked; may have expired. */
  readonly keys: readonly KeyRow[];
  /** Not disabled. */
  readonly upstreams: readonly UpstreamRow[];
  readonly fleetVersions: readonly FleetVersionRow[];
  readonly gpuProfiles: readonly GpuProfileRow[];
  /** Those that settle: none of a cost book. */
  readonly prices: readonly PriceRow[];
  readonly workspaces: readonly WorkspaceRow[];
  /** Not deleted. */
  readonly quotaRules: readonly QuotaRuleRow[];
  readonly gates: readonly GateRow[];
  readonly userBlocks: readonly UserBlockRow[];
}

/** The revision of keys, upstreams, prices, quotas and workspace settings; see `bumpConfigRevision`. */
export async function readConfigRevision(pg: Postgres): Promise<bigint> {
  const [row] = await pg.drizzle
    .select({ revision: configRevision.revision })
    .from(configRevision)
    .where(eq(configRevision.id, CONFIG_REVISION_ID));
  return row?.revision ?? 0n;
}

/** The database's own time, ms since the epoch. */
export async function readDatabaseTime(pg: Postgres): Promise<number> {
  const [row] = await pg.sql<{ ms: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  if (row === undefined) throw new Error("the database told no time");
  return row.ms;
}

/** Reads all of it in one snapshot. */
export async function readDirectoryRows(pg: Postgres): Promise<DirectoryRows> {
  return pg.drizzle.transaction(
    async (tx) => {
      const [row] = await tx
        .select({ revision: configRevision.revision })
        .from(configRevision)
        .where(eq(configRevision.id, CONFIG_REVISION_ID));
      return {
        revision: row?.revision ?? 0n,
        keys: await tx
          .select()
          .from(keys)
          .where(and(eq(keys.kind, "proxy"), isNull(keys.revokedAt), notExpired)),
        upstreams: await tx.select().from(upstreams).where(isNull(upstreams.disabledAt)),
        fleetVersions: await tx.select().from(fleetVersions),
        gpuProfiles: await tx.select().from(gpuProfiles),
        prices: await tx.select().from(prices).where(isNull(prices.book)),
        workspaces: await tx.select().from(workspaces),
        quotaRules: await tx.select().from(quotaRules).where(isNull(quotaRules.deletedAt)),
        gates: await tx.select().from(gates).where(isNull(gates.deletedAt)),
        userBlocks: await tx.select().from(userBlocks),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const notExpired = sql`(${keys.expiresAt} is null or ${keys.expiresAt} > now())`;
