import { randomBytes, randomUUID } from "node:crypto";
import {
  admitGenerations,
  type AdmittedGeneration,
} from "../../../db/postgres/admit-generations.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { liveGatesOf } from "../../../db/postgres/management/gates.ts";
import { liveQuotaRules } from "../../../db/postgres/management/quota-rules.ts";
import { writeSettlement } from "../../../db/postgres/write-settlement.ts";
import { NONE, type Attribution } from "../../../domain/attribution-fields.ts";
import { askGates } from "../../../domain/quota/gate.ts";
import { planHolds } from "../../../domain/quota/plan-holds.ts";
import { gateOf, quotaRuleOf } from "../../../domain/quota/stored-quotas.ts";
import { zoneCache } from "../../../domain/quota/window.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { newJobRow, wantedHold } from "../../../ingest/settle/new-job-row.ts";
import { upstreamOf } from "./analytic-stores.ts";

export interface ClipAsk extends Partial<Omit<Attribution, "tags">> {
  readonly atMs: number;
  readonly keyId?: string;
  /** Nano of USD. */
  readonly price?: bigint;
}

const NOBODY: Attribution = {
  feature: NONE,
  user: NONE,
  customer: NONE,
  surface: NONE,
  region: NONE,
  platform: NONE,
  plan: NONE,
  tags: {},
};

/** Asks for a clip of 4 s as the proxy does, under the workspace's own rules and gates. */
export async function askForClip(
  pg: Postgres,
  workspaceId: string,
  ask: ClipAsk,
): Promise<{ readonly id: string; readonly answer: AdmittedGeneration }> {
  const { atMs, keyId = randomUUID(), price = 400_000_000n, ...named } = ask;
  const attribution = { ...NOBODY, ...named };
  const id = uuidV7(atMs, randomBytes(10));
  const job = {
    generationId: id,
    workspaceId,
    upstreamId: await upstreamOf(pg, workspaceId),
    upstream: "openai",
    provider: "openai",
    operation: "create",
    sourceProviderJobId: null,
    downloadsPass: true,
    keyId,
    attribution,
    model: "sora-2",
    resolution: "1280x720",
    audio: true,
    dimensions: {},
    promptHash: id,
    prompt: null,
    createdAtMs: atMs,
    requestedSeconds: 4_000_000_000n,
    estimate: { basis: "estimate", amount: price, currency: "USD", calculation: null },
    idempotency: null,
  } as const;
  const rules = (await liveQuotaRules(pg.drizzle, workspaceId)).map(quotaRuleOf);
  const gates = (await liveGatesOf(pg.drizzle, workspaceId, attribution.feature)).map(gateOf);
  const gate = askGates(gates, { attribution, keyId }, atMs);
  const plan = planHolds(rules, job, {
    reportingCurrency: "USD",
    zone: zoneCache(),
    gate: gate.kind === "open" ? gate.gate : null,
  });
  if (plan.kind !== "holds") throw new Error(`nothing can be held: ${plan.reason}`);
  const [answer] = await admitGenerations(pg, [
    { job: newJobRow(job, randomUUID()), holds: plan.holds.map(wantedHold), idempotency: null },
  ]);
  if (answer === undefined) throw new Error("no answer");
  return { id, answer };
}

/** Ends a clip: its holds become what it took, which is what was held unless told. */
export async function endClip(
  pg: Postgres,
  id: string,
  actual: Readonly<Record<string, string>> = {},
): Promise<void> {
  const at = new Date().toISOString();
  const patch = { finished_at: at, settled_at: at, cost_basis: "rate_card" };
  const version = await writeSettlement(pg, id, 1, {
    patch: { ...patch, state: "succeeded" },
    nextPollMs: null,
    holds: "capture",
    actual,
    loud: false,
  });
  if (version === null) throw new Error("another writer came first");
}
