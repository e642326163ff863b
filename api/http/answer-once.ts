import { createHash } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import {
  claimIdempotencyKey,
  storeIdempotentAnswer,
} from "../../db/postgres/management/idempotency.ts";
import { ApiError } from "./api-error.ts";
import type { CallContext } from "./call-context.ts";

/** A call that may come again under its Idempotency-Key; null when it has none. */
export interface RepeatableCall<Answer extends z.ZodType> {
  /** Route family: keys of one don't meet those of another. */
  readonly scope: string;
  readonly body: unknown;
  readonly idempotencyKey: string | null;
  /** Of the route's answer. */
  readonly status: number;
  readonly answer: Answer;
}

/**
 * Does the work of a call once, in the transaction that also keeps its answer: the same key and body give the first
 * answer again. @throws ApiError when the key came with another body.
 */
export async function answerOnce<Answer extends z.ZodType>(
  ctx: CallContext,
  tx: Transaction,
  call: RepeatableCall<Answer>,
  work: () => Promise<z.output<Answer>>,
): Promise<z.output<Answer>> {
  if (call.idempotencyKey === null) return work();
  const keyed = {
    workspaceId: ctx.workspaceId,
    scope: call.scope,
    key: call.idempotencyKey,
    bodySha256: createHash("sha256").update(JSON.stringify(call.body)).digest(),
    now: new Date(ctx.nowMs),
  };
  const claim = await claimIdempotencyKey(tx, keyed);
  if (claim.kind === "repeat") return call.answer.parse(claim.answer);
  if (claim.kind === "other_body") {
    throw new ApiError(
      "idempotency_mismatch",
      "This Idempotency-Key came with another body before: use a new key for a new body.",
    );
  }
  const answer = await work();
  await storeIdempotentAnswer(tx, keyed, call.status, answer);
  return answer;
}
