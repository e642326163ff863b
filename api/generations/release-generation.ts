import { isUuid } from "../../domain/uuid-v7.ts";
import { releaseLost } from "../../db/postgres/release-lost.ts";
import type { GenerationDetail, ReleaseInput } from "../contract/generations.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { getGeneration } from "./get-generation.ts";

/** Gives back what a lost generation holds. Only an operator may: the upstream may still have done the work. */
export async function releaseGeneration(
  ctx: CallContext,
  input: { readonly id: string; readonly body: ReleaseInput },
): Promise<GenerationDetail> {
  if (!isUuid(input.id)) throw notFound("generation");
  const result = await releaseLost(ctx.deps.pg, {
    generationId: input.id,
    workspaceId: ctx.workspaceId,
    actor: { kind: ctx.caller.kind, id: ctx.caller.id },
    auditId: ctx.newId(),
    requestId: ctx.requestId,
    ip: ctx.ip,
  });
  if (result === "not_found") throw notFound("generation");
  if (result === "not_lost") {
    throw new ApiError("conflict", "Only a lost generation's hold is an operator's to release.");
  }
  ctx.deps.log.info(
    { generationId: input.id, reason: input.body.reason, requestId: ctx.requestId },
    "an operator released a lost generation",
  );
  return getGeneration(ctx, { id: input.id });
}
