import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { upstreams } from "../schema/gateway.ts";

/** Without the sealed secrets: nothing that lists or shows upstreams ever holds them. */
export interface UpstreamRecord extends Omit<
  typeof upstreams.$inferSelect,
  "credentialSealed" | "webhookSecretSealed"
> {
  readonly hasWebhookSecret: boolean;
}
export type NewUpstream = typeof upstreams.$inferInsert;
export type UpstreamChange = Partial<
  Pick<
    NewUpstream,
    | "baseUrl"
    | "credentialSealed"
    | "credentialLast4"
    | "webhookSecretSealed"
    | "allowPrivate"
    | "disabledAt"
    | "wire"
  >
>;

/** Inserts an upstream. @returns null when the workspace has one with this slug. */
export async function insertUpstream(
  tx: Transaction,
  upstream: NewUpstream,
): Promise<UpstreamRecord | null> {
  const [row] = await tx.insert(upstreams).values(upstream).onConflictDoNothing().returning();
  return row === undefined ? null : withoutSecrets(row);
}

/** A workspace's upstreams, newest first, disabled ones included. */
export async function listUpstreams(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly UpstreamRecord[]> {
  const rows = await db
    .select()
    .from(upstreams)
    .where(
      and(
        eq(upstreams.workspaceId, workspaceId),
        page.afterId === null ? undefined : lt(upstreams.id, page.afterId),
      ),
    )
    .orderBy(desc(upstreams.id))
    .limit(page.limit);
  return rows.map(withoutSecrets);
}

/** An upstream of this workspace, or null. Inside a transaction its row is locked until the end. */
export async function findUpstream(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
  lock: boolean,
): Promise<UpstreamRecord | null> {
  const query = db
    .select()
    .from(upstreams)
    .where(and(eq(upstreams.workspaceId, workspaceId), eq(upstreams.id, id)))
    .limit(1);
  const [row] = await (lock ? query.for("update") : query);
  return row === undefined ? null : withoutSecrets(row);
}

/** Changes an upstream of this workspace. @returns null when it is not there. */
export async function updateUpstreamRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: UpstreamChange,
): Promise<UpstreamRecord | null> {
  const [row] = await tx
    .update(upstreams)
    .set(change)
    .where(and(eq(upstreams.workspaceId, workspaceId), eq(upstreams.id, id)))
    .returning();
  return row === undefined ? null : withoutSecrets(row);
}

/** Which of these slugs the workspace has. */
export async function knownSlugs(
  db: Database | Transaction,
  workspaceId: string,
  slugs: readonly string[],
): Promise<ReadonlySet<string>> {
  if (slugs.length === 0) return new Set();
  const rows = await db
    .select({ slug: upstreams.slug })
    .from(upstreams)
    .where(and(eq(upstreams.workspaceId, workspaceId), inArray(upstreams.slug, [...slugs])));
  return new Set(rows.map((row) => row.slug));
}

/** The providers that the described wires of a workspace's upstreams name. */
export async function describedProviders(
  db: Database | Transaction,
  workspaceId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ provider: sql<string | null>`${upstreams.wire}->>'provider'` })
    .from(upstreams)
    .where(and(eq(upstreams.workspaceId, workspaceId), isNotNull(upstreams.wire)));
  return new Set(rows.flatMap(({ provider }) => provider ?? []));
}

/** True when the workspace has an upstream that is not disabled. */
export async function hasUpstream(db: Database, workspaceId: string): Promise<boolean> {
  const rows = await db
    .select({ id: upstreams.id })
    .from(upstreams)
    .where(and(eq(upstreams.workspaceId, workspaceId), isNull(upstreams.disabledAt)))
    .limit(1);
  return rows.length > 0;
}

function withoutSecrets(row: typeof upstreams.$inferSelect): UpstreamRecord {
  const { credentialSealed: _credential, webhookSecretSealed, ...rest } = row;
  return { ...rest, hasWebhookSecret: webhookSecretSealed !== null };
}
