import { and, eq, inArray } from "drizzle-orm";
import type { FleetVersion } from "../../../domain/fleet/fleet-version.ts";
import type { Database, Transaction } from "../client.ts";
import { fleetVersion } from "../fleet-version.ts";
import { fleetVersions } from "../schema/fleet.ts";
import { upstreams } from "../schema/gateway.ts";

export type NewFleetVersion = typeof fleetVersions.$inferInsert;

export async function insertFleetVersion(tx: Transaction, version: NewFleetVersion): Promise<void> {
  await tx.insert(fleetVersions).values(version);
}

/** The fleets of a workspace's upstreams through time, by the upstream's id. */
export async function fleetsOf(
  db: Database | Transaction,
  workspaceId: string,
  upstreamIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FleetVersion[]>> {
  if (upstreamIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(fleetVersions)
    .where(
      and(
        eq(fleetVersions.workspaceId, workspaceId),
        inArray(fleetVersions.upstreamId, [...upstreamIds]),
      ),
    );
  return grouped(rows.map((row) => [row.upstreamId, fleetVersion(row)]));
}

/** The same of every upstream that ever had GPUs, disabled ones included, by its slug. */
export async function allFleets(
  db: Database,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly FleetVersion[]>> {
  const rows = await db
    .select({ slug: upstreams.slug, version: fleetVersions })
    .from(fleetVersions)
    .innerJoin(upstreams, eq(upstreams.id, fleetVersions.upstreamId))
    .where(eq(fleetVersions.workspaceId, workspaceId))
    .orderBy(upstreams.slug);
  return grouped(rows.map(({ slug, version }) => [slug, fleetVersion(version)]));
}

function grouped(
  named: readonly (readonly [string, FleetVersion])[],
): ReadonlyMap<string, readonly FleetVersion[]> {
  const groups = new Map<string, FleetVersion[]>();
  for (const [name, version] of named) groups.set(name, [...(groups.get(name) ?? []), version]);
  return groups;
}
