import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import { lockQuotaRules, writeQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import type { QuotasBulkAnswer, quotasBulkInput } from "../contract/quotas.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { changeConfig, recordChange, type Change } from "../http/record-change.ts";
import { planBulk, type BulkRow, type BulkStep } from "./plan-bulk.ts";
import { describeRule } from "./show-rule.ts";
import { showRules } from "./show-rules.ts";

/** Makes, changes and deletes rules, all or none. A dry run checks and answers the same, and writes nothing. */
export async function bulkQuotas(
  ctx: CallContext,
  input: z.output<typeof quotasBulkInput>,
): Promise<QuotasBulkAnswer> {
  const steps = input.dry_run
    ? await ctx.deps.pg.drizzle.transaction((tx) => planned(ctx, tx, input.rules))
    : await changeConfig(ctx, (tx) => applied(ctx, tx, input.rules));
  const count = (outcome: BulkStep["outcome"]) =>
    steps.filter((step) => step.outcome === outcome).length;
  const remaining = steps.filter((step) => step.outcome !== "deleted").map((step) => step.after);
  return {
    applied: !input.dry_run,
    created: count("created"),
    changed: count("changed"),
    deleted: count("deleted"),
    unchanged: count("unchanged"),
    data: await showRules(ctx, remaining),
  };
}

async function applied(
  ctx: CallContext,
  tx: Transaction,
  rows: readonly BulkRow[],
): Promise<readonly BulkStep[]> {
  const steps = await planned(ctx, tx, rows);
  const moved = steps.filter((step) => step.outcome !== "unchanged");
  await writeQuotaRules(
    tx,
    moved.map((step) => step.after),
  );
  await recordChange(ctx, tx, ...moved.map(changeOf));
  return steps;
}

/** @throws ApiError naming the faults of every row. */
async function planned(
  ctx: CallContext,
  tx: Transaction,
  rows: readonly BulkRow[],
): Promise<readonly BulkStep[]> {
  const named = rows.flatMap((row) => row.id ?? []);
  const plan = planBulk(rows, {
    workspaceId: ctx.workspaceId,
    known: await lockQuotaRules(tx, ctx.workspaceId, named),
    now: new Date(ctx.nowMs),
    newId: () => ctx.newId(),
  });
  if (plan.kind === "invalid") throw invalidFields(plan.errors);
  return plan.steps;
}

const ACTIONS = {
  created: "quota.create",
  changed: "quota.change",
  deleted: "quota.delete",
  unchanged: "quota.keep",
} as const satisfies Record<BulkStep["outcome"], string>;

function changeOf({ outcome, before, after }: BulkStep): Change {
  return {
    action: ACTIONS[outcome],
    target: after.id,
    detail: {
      before: before === null ? null : describeRule(before),
      after: outcome === "deleted" ? null : describeRule(after),
    },
  };
}
