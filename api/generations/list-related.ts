import { NONE } from "../../domain/attribution-fields.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import { generationQuery, type StoredGeneration } from "../../db/clickhouse/queries/generations.ts";
import { relatedQuery, type Relation, type Ties } from "../../db/clickhouse/queries/related.ts";
import { findJobRow } from "../../db/postgres/management/job-rows.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { GenerationRow, RelatedAnswer } from "../contract/generations.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { factsOfStored } from "./facts-of-stored.ts";
import { showGeneration } from "./show-generation.ts";

const MAX_OF_A_KIND = 20;
const MAX_OF_USER = 5;

/** What a generation was made from, what was made from it, its repeats, and what its user made around it. */
export async function listRelated(
  ctx: CallContext,
  input: { readonly id: string },
): Promise<RelatedAnswer> {
  const one = isUuid(input.id) ? generationQuery(ctx.workspaceId, input.id) : null;
  const [row] = one === null ? [] : await askStore(ctx.deps.ch, one);
  if (row === undefined) {
    const known =
      one !== null && (await findJobRow(ctx.deps.pg.drizzle, ctx.workspaceId, input.id)) !== null;
    if (!known) throw notFound("generation");
    return { stored: false, origin: null, remixes: [], repeats: [], before: [], after: [] };
  }
  const ties = tiesOf(ctx.workspaceId, row);
  const ask = async (relation: Relation, limit: number): Promise<GenerationRow[]> => {
    const query = relatedQuery(relation, ties, limit);
    const rows = query === null ? [] : await askStore(ctx.deps.ch, query);
    return rows.map((each) => showGeneration(factsOfStored(each)));
  };
  const [origin, remixes, repeats, before, after] = await Promise.all([
    ask("origin", 1),
    ask("remixes", MAX_OF_A_KIND),
    ask("repeats", MAX_OF_A_KIND),
    ask("before", MAX_OF_USER),
    ask("after", MAX_OF_USER),
  ]);
  return { stored: true, origin: origin[0] ?? null, remixes, repeats, before, after };
}

function tiesOf(workspaceId: string, row: StoredGeneration): Ties {
  return {
    workspaceId,
    id: row.generation_id,
    createdAtMs: row.created_at_ms,
    upstream: row.upstream,
    providerJobId: row.provider_job_id,
    sourceProviderJobId: row.source_provider_job_id,
    user: row.user_id === NONE ? "" : row.user_id,
    promptHash: row.prompt_hash,
  };
}
