import { isUuid } from "../../domain/uuid-v7.ts";
import { generationQuery } from "../../db/clickhouse/queries/generations.ts";
import { requestsOfGenerationQuery } from "../../db/clickhouse/queries/requests.ts";
import { findHoldTimes, findJobRow } from "../../db/postgres/management/job-rows.ts";
import { findPrice } from "../../db/postgres/management/prices.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { GenerationDetail } from "../contract/generations.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showRequest } from "../requests/show-request.ts";
import { factsOfJob } from "./facts-of-job.ts";
import { factsOfStored } from "./facts-of-stored.ts";
import type { GenerationFacts } from "./generation-facts.ts";
import { reratesOf } from "./rerates-of.ts";
import { calculationOf, nineDecimals, showGeneration, timelineOf } from "./show-generation.ts";

const MAX_REQUESTS = 200;

/**
 * One generation with its arithmetic, its times and its requests. The books are asked first, for they are never behind;
 * what only the analytic store has left (loaded history) comes from there.
 */
export async function getGeneration(
  ctx: CallContext,
  input: { id: string },
): Promise<GenerationDetail> {
  if (!isUuid(input.id)) throw notFound("generation");
  const job = await findJobRow(ctx.deps.pg.drizzle, ctx.workspaceId, input.id);
  const facts = job === null ? await storedFacts(ctx, input.id) : factsOfJob(job);
  if (facts === null) throw notFound("generation");
  const pg = ctx.deps.pg.drizzle;
  const [requests, rerates, hold, price] = await Promise.all([
    askStore(ctx.deps.ch, requestsOfGenerationQuery(ctx.workspaceId, facts.id, MAX_REQUESTS)),
    reratesOf(ctx, facts),
    job === null ? null : findHoldTimes(pg, facts.id),
    facts.priceId === null || !isUuid(facts.priceId)
      ? null
      : findPrice(pg, ctx.workspaceId, facts.priceId),
  ]);
  const isHeld = hold !== null && hold.closedAt === null;
  return {
    ...showGeneration(facts),
    gpu_type: facts.gpuType,
    requested_seconds: nineDecimals(facts.requestedSeconds),
    audio: facts.audio,
    dimensions: { ...facts.dimensions },
    failure_code: facts.failureCode,
    failure_message: facts.failureMessage,
    source_provider_job_id: facts.sourceProviderJobId,
    progress: job?.progress ?? null,
    outcome_unknown: job?.outcomeUnknown ?? false,
    calculation: calculationOf(facts),
    price:
      price === null
        ? null
        : {
            own: price.workspaceId !== null,
            valid_from: price.validFrom.toISOString(),
            valid_to: price.validTo?.toISOString() ?? null,
            minimum_units: nineDecimals(price.minimumUnits),
            source: price.source,
          },
    hold:
      hold === null
        ? null
        : {
            held_at: hold.heldAt.toISOString(),
            closed_at: hold.closedAt?.toISOString() ?? null,
          },
    rerates,
    timeline: timelineOf(facts),
    requests: requests.map(showRequest),
    releasable: facts.state === "lost" && (isHeld || facts.costBasis === "estimate"),
  };
}

async function storedFacts(ctx: CallContext, id: string): Promise<GenerationFacts | null> {
  const query = generationQuery(ctx.workspaceId, id);
  const [row] = query === null ? [] : await askStore(ctx.deps.ch, query);
  return row === undefined ? null : factsOfStored(row);
}
