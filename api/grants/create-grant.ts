import type { z } from "@hono/zod-openapi";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { hasGrantOfPayment, insertGrant } from "../../db/postgres/management/grants.ts";
import { grantRow, type grantInput, type GrantRow } from "../contract/quotas.ts";
import { answerOnce } from "../http/answer-once.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readInstant } from "../http/read-instant.ts";
import { recordChange } from "../http/record-change.ts";
import { bookPayment } from "./book-payment.ts";
import { showGrant } from "./show-grant.ts";

type GrantBody = z.output<typeof grantInput>;

/**
 * Gives a user more, and books what the user paid for it in the same transaction. With an idempotency key the first
 * answer is given again; a payment grants a metric once, with or without a key.
 */
export async function createGrant(
  ctx: CallContext,
  input: { readonly body: GrantBody; readonly idempotencyKey: string | null },
): Promise<GrantRow> {
  const { body } = input;
  const expiresAt = readInstant(body.expires_at, "expires_at");
  if (parseNano(body.amount) === 0n) throw invalidField("amount", "must be more than zero");
  return ctx.deps.pg.drizzle.transaction((tx) =>
    answerOnce(ctx, tx, { ...input, scope: "grants", status: 201, answer: grantRow }, () => {
      // A repeat is answered after the grant has expired, too.
      if (expiresAt.getTime() <= ctx.nowMs) {
        throw invalidField("expires_at", "must be in the future");
      }
      return grant(ctx, tx, body, expiresAt);
    }),
  );
}

async function grant(
  ctx: CallContext,
  tx: Transaction,
  body: GrantBody,
  expiresAt: Date,
): Promise<GrantRow> {
  const { user, metric, reason, revenue } = body;
  if (revenue !== undefined) {
    await bookPayment(ctx, tx, { user, reason, ...revenue });
    const payment = { userId: user, metric, revenueExternalId: revenue.external_id };
    if (await hasGrantOfPayment(tx, ctx.workspaceId, payment)) {
      throw new ApiError("conflict", "This payment has granted this already: nothing was added.", [
        { field: "revenue.external_id", message: "has granted this metric already" },
      ]);
    }
  }
  const row = await insertGrant(tx, {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    userId: user,
    metric,
    amount: formatNano(parseNano(body.amount)),
    expiresAt,
    reason,
    revenueExternalId: revenue?.external_id ?? null,
    createdAt: new Date(ctx.nowMs),
    createdBy: ctx.caller.name,
  });
  const shown = showGrant(row, ctx.nowMs);
  await recordChange(ctx, tx, {
    action: "grant.create",
    target: row.id,
    detail: { before: null, after: shown },
  });
  return shown;
}
