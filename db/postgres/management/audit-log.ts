import { and, desc, eq, gte, inArray, like, lt, sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { auditLog } from "../schema/gateway.ts";

export type AuditRecord = typeof auditLog.$inferSelect;

/** A change with the name of who made it, as they are called now; null when nobody has that name any more. */
export type NamedAuditRecord = AuditRecord & { readonly actorName: string | null };

/** Which changes; null where it does not matter. */
export interface AuditFilter {
  /** subject.verb */
  readonly action: string | null;
  /** What comes before the point of an action. */
  readonly subject: string | null;
  readonly actorId: string | null;
  readonly target: string | null;
  readonly from: Date | null;
  /** Not included. */
  readonly to: Date | null;
}

/** Appends who changed what, in the transaction of the change. `detail` never holds a secret. */
export async function appendAudit(
  tx: Database | Transaction,
  ...rows: readonly (typeof auditLog.$inferInsert)[]
): Promise<void> {
  if (rows.length === 0) return;
  await tx.insert(auditLog).values([...rows]);
}

/** A workspace's changes, newest first. */
export async function listAuditLog(
  db: Database,
  workspaceId: string,
  filter: AuditFilter,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly NamedAuditRecord[]> {
  const rows = await db
    .select({ row: auditLog, actorName: ACTOR_NAME })
    .from(auditLog)
    .where(
      and(
        ...conditionsOf(workspaceId, filter),
        page.afterId === null ? undefined : lt(auditLog.id, page.afterId),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(page.limit);
  return rows.map(({ row, actorName }) => ({ ...row, actorName }));
}

export interface AuditFacets {
  readonly actors: readonly {
    readonly kind: string;
    readonly id: string;
    readonly name: string | null;
    readonly changes: number;
  }[];
  readonly subjects: readonly { readonly subject: string; readonly changes: number }[];
}

const MAX_FACETS = 200;

/** Who ever changed something, and what was changed, most changes first. */
export async function auditFacets(db: Database, workspaceId: string): Promise<AuditFacets> {
  const mine = eq(auditLog.workspaceId, workspaceId);
  const changes = sql<number>`count(*)::int`;
  const subject = sql<string>`split_part(${auditLog.action}, '.', 1)`;
  const actors = await db
    .select({
      kind: auditLog.actorKind,
      id: auditLog.actorId,
      name: sql<string | null>`max(${ACTOR_NAME})`,
      changes,
    })
    .from(auditLog)
    .where(mine)
    .groupBy(auditLog.actorKind, auditLog.actorId)
    .orderBy(desc(changes))
    .limit(MAX_FACETS);
  const subjects = await db
    .select({ subject, changes })
    .from(auditLog)
    .where(mine)
    .groupBy(subject)
    .orderBy(desc(changes))
    .limit(MAX_FACETS);
  return { actors, subjects };
}

/** People by their account, tokens by their key; an id that is no UUID is no key's. */
const ACTOR_NAME = sql<string | null>`case ${auditLog.actorKind}
  when 'token' then (select k.name from keys k
    where k.workspace_id = ${auditLog.workspaceId} and k.id::text = ${auditLog.actorId})
  else (select u.name from users u where u.id = ${auditLog.actorId}) end`;

function conditionsOf(workspaceId: string, filter: AuditFilter): (SQL | undefined)[] {
  const { action, subject, actorId, target, from, to } = filter;
  return [
    eq(auditLog.workspaceId, workspaceId),
    action === null ? undefined : eq(auditLog.action, action),
    subject === null ? undefined : like(auditLog.action, `${subject.replaceAll("_", "\\_")}.%`),
    actorId === null ? undefined : eq(auditLog.actorId, actorId),
    target === null ? undefined : eq(auditLog.target, target),
    from === null ? undefined : gte(auditLog.at, from),
    to === null ? undefined : lt(auditLog.at, to),
  ];
}

/** The changes of some kinds between two instants, the latest first. */
export async function listChanges(
  db: Database,
  workspaceId: string,
  asked: {
    readonly actions: readonly string[];
    readonly from: Date;
    readonly to: Date;
    readonly limit: number;
  },
): Promise<readonly AuditRecord[]> {
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        inArray(auditLog.action, [...asked.actions]),
        gte(auditLog.at, asked.from),
        lt(auditLog.at, asked.to),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(asked.limit);
}
