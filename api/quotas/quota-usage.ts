import type { z } from "@hono/zod-openapi";
import { NONE } from "../../domain/attribution-fields.ts";
import { parseNano, type Nano } from "../../domain/money.ts";
import { askGates, type GateAnswer } from "../../domain/quota/gate.ts";
import type { QuotaMetric, QuotaMode, QuotaRule } from "../../domain/quota/rule.ts";
import { gateOf, quotaRuleOf } from "../../domain/quota/stored-quotas.ts";
import { zoneCache } from "../../domain/quota/window.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { liveGatesOf } from "../../db/postgres/management/gates.ts";
import { activeGrantsOf, type GrantRecord } from "../../db/postgres/management/grants.ts";
import { liveQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import { readBuckets } from "../../db/postgres/management/quota-usage.ts";
import { findUserBlock, type UserBlockRecord } from "../../db/postgres/management/user-blocks.ts";
import type { ProxyKeyCaller } from "../auth/caller.ts";
import type { UsageAnswer, usageQuery } from "../contract/quotas.ts";
import type { ApiDeps } from "../deps.ts";
import { showGrant } from "../grants/show-grant.ts";
import { countedRules } from "./counted-rules.ts";
import { partyOfProxyKey, partyOfQuery, type UsageParty } from "./usage-party.ts";
import { showUsage, usageState, type UsageState } from "./usage-state.ts";
import { usageVerdict } from "./usage-verdict.ts";

/** Who asks: a management caller of a workspace, or a key of the proxy for the user that it pins. */
export interface UsageAsker {
  readonly deps: ApiDeps;
  readonly workspaceId: string;
  readonly proxyKey: ProxyKeyCaller | null;
  readonly nowMs: number;
}

/** What is left of every rule that looks at a party's next create, and whether it would be admitted. */
export async function quotaUsage(
  asker: UsageAsker,
  query: z.output<typeof usageQuery>,
): Promise<UsageAnswer> {
  const party =
    asker.proxyKey === null ? partyOfQuery(query) : partyOfProxyKey(query, asker.proxyKey);
  const books = await asker.deps.pg.drizzle.transaction((tx) => readUsage(asker, tx, party), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
  const { block, gate, states, grants } = books;
  // Written for colleagues; a proxy key may be in the hands of an application.
  const reason = asker.proxyKey === null ? (block?.reason ?? null) : null;
  const verdict = usageVerdict(party, {
    block: block === null ? null : { reason, untilMs: block.untilAt?.getTime() ?? null },
    gate,
    states,
    currency: asker.deps.currency,
  });
  const { user } = party.attribution;
  return {
    user: user === NONE ? null : user,
    ...verdict,
    data: states.map(showUsage),
    grants: grants.map((grant) => showGrant(grant, asker.nowMs)),
    block: block === null ? null : { reason, until: block.untilAt?.toISOString() ?? null },
  };
}

interface UsageBooks {
  /** Null when it is over. */
  readonly block: UserBlockRecord | null;
  readonly gate: GateAnswer;
  readonly states: readonly UsageState[];
  readonly grants: readonly GrantRecord[];
}

/** Everything of one snapshot. */
async function readUsage(
  { workspaceId, proxyKey, nowMs }: UsageAsker,
  tx: Transaction,
  party: UsageParty,
): Promise<UsageBooks> {
  const now = new Date(nowMs);
  const { user, feature } = party.attribution;
  const rules: readonly QuotaRule[] = (await liveQuotaRules(tx, workspaceId)).map(quotaRuleOf);
  const gates = feature === NONE ? [] : await liveGatesOf(tx, workspaceId, feature);
  const gate = askGates(gates.map(gateOf), party, nowMs);
  const counted = countedRules(rules, party, {
    modes: proxyKey === null ? ALL_MODES : SEEN_THROUGH_KEYS,
    gate,
    atMs: nowMs,
    zone: zoneCache(),
  });
  const buckets = await readBuckets(
    tx,
    workspaceId,
    counted.map(({ family, subject, bounds, rollingSeconds }) => {
      return { family, subject, windowStart: new Date(bounds.startMs), rollingSeconds };
    }),
    now,
  );
  const grants = await activeGrantsOf(tx, workspaceId, user, now);
  const granted = leftByMetric(grants);
  const block = await findUserBlock(tx, workspaceId, user);
  return {
    block: block === null || (block.untilAt !== null && block.untilAt <= now) ? null : block,
    gate,
    states: counted.flatMap((each, index) => {
      const bucket = buckets[index];
      return bucket === undefined ? [] : [usageState(each, bucket, granted)];
    }),
    grants,
  };
}

const ALL_MODES: readonly QuotaMode[] = ["block", "warn", "shadow"];
/** A shadow rule is nobody's to see but an operator's. */
const SEEN_THROUGH_KEYS: readonly QuotaMode[] = ["block", "warn"];

function leftByMetric(grants: readonly GrantRecord[]): ReadonlyMap<QuotaMetric, Nano> {
  const left = new Map<QuotaMetric, Nano>();
  for (const { metric, amount, used, held } of grants) {
    const rest = parseNano(amount) - parseNano(used) - parseNano(held);
    left.set(metric, (left.get(metric) ?? 0n) + rest);
  }
  return left;
}
