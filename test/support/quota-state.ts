import type { Postgres } from "../../db/postgres/client.ts";
import { parseNano } from "../../domain/money.ts";

export interface StoredBucket {
  readonly family: string;
  readonly subject: string;
  readonly startMs: number;
  readonly used: bigint;
  readonly held: bigint;
  readonly overrun: bigint;
  /** The same by the holds that count in it. */
  readonly byHolds: { readonly used: bigint; readonly held: bigint; readonly overrun: bigint };
}

export interface StoredGrant {
  readonly id: string;
  readonly user: string;
  readonly metric: string;
  readonly amount: bigint;
  readonly used: bigint;
  readonly held: bigint;
  /** Not revoked, not expired. */
  readonly usable: boolean;
  readonly byUses: { readonly used: bigint; readonly held: bigint };
}

export interface QuotaState {
  readonly buckets: readonly StoredBucket[];
  readonly grants: readonly StoredGrant[];
}

type Texts<Name extends string> = Record<Name, string>;

interface Columns {
  readonly buckets: readonly (Texts<
    | "family"
    | "subject"
    | "used"
    | "held"
    | "overrun"
    | "holds_used"
    | "holds_held"
    | "holds_overrun"
  > & { readonly start_ms: number })[];
  readonly grants: readonly (Texts<
    "id" | "user_id" | "metric" | "amount" | "used" | "held" | "uses_used" | "uses_held"
  > & { readonly usable: boolean })[];
}

/** A workspace's buckets and grants beside the sums of what explains them: one statement, so one snapshot. */
export async function readQuotaState(pg: Postgres, workspaceId: string): Promise<QuotaState> {
  const [row] = await pg.sql<{ state: string }[]>`
    with counted as (
      select family, subject, window_start,
        sum(case when state = 'open' then amount else 0 end) as held,
        sum(case when state <> 'open' then captured else 0 end) as used, sum(overrun) as overrun
      from holds where workspace_id = ${workspaceId} and not aged group by 1, 2, 3),
    drawn as (
      select u.grant_id, sum(case when u.captured is null then u.amount else 0 end) as held,
        sum(coalesce(u.captured, 0)) as used
      from grant_uses u join grants g on g.id = u.grant_id where g.workspace_id = ${workspaceId} group by 1)
    select jsonb_build_object(
      'buckets', (select coalesce(jsonb_agg(jsonb_build_object('family', family, 'subject', subject,
          'start_ms', (extract(epoch from window_start) * 1000)::bigint, 'used', coalesce(b.used, 0)::text,
          'held', coalesce(b.held, 0)::text, 'overrun', coalesce(b.overrun, 0)::text,
          'holds_used', coalesce(c.used, 0)::text, 'holds_held', coalesce(c.held, 0)::text,
          'holds_overrun', coalesce(c.overrun, 0)::text)), '[]')
        from (select * from quota_buckets where workspace_id = ${workspaceId}) b
          full join counted c using (family, subject, window_start)),
      'grants', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'user_id', g.user_id,
          'metric', g.metric, 'amount', g.amount::text, 'used', g.used::text, 'held', g.held::text,
          'usable', g.revoked_at is null and g.expires_at > now(),
          'uses_used', coalesce(d.used, 0)::text, 'uses_held', coalesce(d.held, 0)::text)), '[]')
        from grants g left join drawn d on d.grant_id = g.id where g.workspace_id = ${workspaceId})
    )::text as state`;
  if (row === undefined) throw new Error("no state");
  const { buckets, grants } = JSON.parse(row.state) as Columns;
  return {
    buckets: buckets.map((bucket) => ({
      family: bucket.family,
      subject: bucket.subject,
      startMs: bucket.start_ms,
      used: parseNano(bucket.used),
      held: parseNano(bucket.held),
      overrun: parseNano(bucket.overrun),
      byHolds: {
        used: parseNano(bucket.holds_used),
        held: parseNano(bucket.holds_held),
        overrun: parseNano(bucket.holds_overrun),
      },
    })),
    grants: grants.map((grant) => ({
      id: grant.id,
      user: grant.user_id,
      metric: grant.metric,
      amount: parseNano(grant.amount),
      used: parseNano(grant.used),
      held: parseNano(grant.held),
      usable: grant.usable,
      byUses: { used: parseNano(grant.uses_used), held: parseNano(grant.uses_held) },
    })),
  };
}

/** Something that quotas promise does not hold. */
export class QuotaBrokenError extends Error {
  override readonly name = "QuotaBrokenError";
}

export interface Promises {
  /** The highest limit of each family so far; a family without one is only watched. */
  readonly highest: ReadonlyMap<string, bigint>;
  /** Whether jobs may take more than was set aside. */
  readonly overruns: boolean;
}

/** What must hold at every moment, whatever runs. @throws QuotaBrokenError */
export function checkState({ buckets, grants }: QuotaState, promises: Promises): void {
  for (const { family, subject, startMs, byHolds, ...sums } of buckets) {
    const { used, held, overrun } = sums;
    const here = `${family} [${subject}] ${new Date(startMs).toISOString()} used ${used} held ${held} overrun ${overrun}`;
    const broken = (what: string) => new QuotaBrokenError(`${what}: ${here}`);
    if (used < 0n || held < 0n || overrun < 0n) throw broken("below nothing");
    if (used !== byHolds.used || held !== byHolds.held || overrun !== byHolds.overrun) {
      throw broken(
        `holds sum to used ${byHolds.used} held ${byHolds.held} overrun ${byHolds.overrun}`,
      );
    }
    if (!promises.overruns && overrun !== 0n) throw broken("an overrun that nobody made");
    const highest = promises.highest.get(family);
    if (highest !== undefined && used + held > highest + overrun) throw broken(`over ${highest}`);
  }
  for (const { id, amount, used, held, byUses } of grants) {
    const here = `grant ${id} of ${amount} used ${used} held ${held}`;
    if (used < 0n || held < 0n || used + held > amount) throw new QuotaBrokenError(here);
    if (used !== byUses.used || held !== byUses.held) {
      throw new QuotaBrokenError(`${here}: uses sum to used ${byUses.used} held ${byUses.held}`);
    }
  }
}
