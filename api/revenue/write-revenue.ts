import { createHash } from "node:crypto";
import type { Transaction } from "../../db/postgres/client.ts";
import { enqueueRevenue } from "../../db/postgres/enqueue-revenue.ts";
import {
  claimIdempotencyKey,
  storeIdempotentAnswer,
  type IdempotentCall,
} from "../../db/postgres/management/idempotency.ts";
import {
  findRevenueByExternalIds,
  insertRevenue,
  lockRevenue,
  replaceRevenue,
  type RevenueRecord,
} from "../../db/postgres/management/revenue.ts";
import {
  revenueWritten,
  type RevenueEntryInput,
  type RevenueInput,
  type RevenueWritten,
} from "../contract/revenue.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { alreadySays, contentOf, sameContent } from "./revenue-content.ts";
import { showRevenue } from "./show-revenue.ts";

const ROUTE_STATUS = 200;

/**
 * Stores revenue entries, all or none. An external id that is known changes its entry (a new version) when it says
 * something else, and nothing when it says the same. With an idempotency key the first answer is given again.
 */
export async function writeRevenue(
  ctx: CallContext,
  input: { readonly body: RevenueInput; readonly idempotencyKey: string | null },
): Promise<RevenueWritten> {
  const entries = "entries" in input.body ? input.body.entries : [input.body];
  const contents = uniqueContents(entries, "entries" in input.body);
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const call = idempotentCall(ctx, input);
    const claim = call === null ? null : await claimIdempotencyKey(tx, call);
    if (claim?.kind === "repeat") return revenueWritten.parse(claim.answer);
    if (claim?.kind === "other_body") {
      throw new ApiError(
        "idempotency_mismatch",
        "This Idempotency-Key came with another body before: use a new key for a new body.",
      );
    }
    const answer = await store(ctx, tx, contents);
    if (call !== null) await storeIdempotentAnswer(tx, call, ROUTE_STATUS, answer);
    return answer;
  });
}

type Contents = ReadonlyMap<string, ReturnType<typeof contentOf>>;
type Outcome = "created" | "changed" | "unchanged";

async function store(
  ctx: CallContext,
  tx: Transaction,
  contents: Contents,
): Promise<RevenueWritten> {
  await lockRevenue(tx, ctx.workspaceId);
  const known = await findRevenueByExternalIds(tx, ctx.workspaceId, [...contents.keys()]);
  const now = new Date(ctx.nowMs);
  const written = new Map<string, { row: RevenueRecord; outcome: Outcome }>();

  const fresh = [...contents].filter(([externalId]) => !known.has(externalId));
  const inserted = await insertRevenue(
    tx,
    fresh.map(([externalId, content]) => ({
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      externalId,
      ...content,
      source: "api",
      createdAt: now,
      updatedAt: now,
    })),
  );
  for (const row of inserted) written.set(row.externalId, { row, outcome: "created" });

  for (const [externalId, row] of known) {
    const content = contents.get(externalId);
    if (content === undefined || alreadySays(row, content)) {
      written.set(externalId, { row, outcome: "unchanged" });
      continue;
    }
    const change = { ...content, deletedAt: null, updatedAt: now };
    const changed = await replaceRevenue(tx, row.id, row.version + 1, change);
    written.set(externalId, { row: changed, outcome: "changed" });
  }

  const all = [...contents.keys()].flatMap((externalId) => written.get(externalId) ?? []);
  const moved = all.filter((each) => each.outcome !== "unchanged").map((each) => each.row.id);
  const count = (outcome: Outcome) => all.filter((each) => each.outcome === outcome).length;
  const counts = {
    created: count("created"),
    changed: count("changed"),
    unchanged: count("unchanged"),
  };
  if (moved.length > 0) {
    await enqueueRevenue(tx, moved);
    await recordChange(ctx, tx, {
      action: "revenue.write",
      target: moved[0] ?? "",
      detail: counts,
    });
  }
  return {
    ...counts,
    data: all.map(({ row, outcome }) => ({ ...showRevenue(row), outcome })),
  };
}

/** By external id, in the order given. One id twice in a call must say the same both times. */
function uniqueContents(entries: readonly RevenueEntryInput[], many: boolean): Contents {
  const contents = new Map<string, ReturnType<typeof contentOf>>();
  const errors = entries.flatMap((entry, index) => {
    const content = contentOf(entry);
    const earlier = contents.get(entry.external_id);
    contents.set(entry.external_id, earlier ?? content);
    if (earlier === undefined || sameContent(earlier, content)) return [];
    const field = many ? `entries[${index}].external_id` : "external_id";
    return [{ field, message: "is used by an earlier entry that says something else" }];
  });
  if (errors.length > 0) {
    throw new ApiError("invalid_input", "Give each payment an external_id of its own.", errors);
  }
  return contents;
}

function idempotentCall(
  ctx: CallContext,
  input: { readonly body: RevenueInput; readonly idempotencyKey: string | null },
): IdempotentCall | null {
  if (input.idempotencyKey === null) return null;
  return {
    workspaceId: ctx.workspaceId,
    scope: "revenue",
    key: input.idempotencyKey,
    bodySha256: createHash("sha256").update(JSON.stringify(input.body)).digest(),
    now: new Date(ctx.nowMs),
  };
}
