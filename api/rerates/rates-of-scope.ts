import { rerateKindsQuery } from "../../db/clickhouse/queries/rerate-kinds.ts";
import { pricesSeen, type PriceRecord } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import { priceBook } from "../../domain/rerate/choose-rate.ts";
import type { RerateScope } from "../../domain/rerate/rerate-scope.ts";
import { askStore } from "../analytics/ask-store.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { ratesOfKinds, type RateOfKinds } from "./rates-of-kinds.ts";

/** The question that follows names every kind, and a question has 256 KiB. */
const MAX_KINDS = 5_000;

/** What each kind of generation in a scope costs, and the versions that it was chosen among. */
export interface RatesOfScope {
  readonly records: readonly PriceRecord[];
  /** Where another set of versions becomes valid, the scope's start first, ms. */
  readonly instantsMs: readonly number[];
  readonly rates: readonly RateOfKinds[];
}

/**
 * Chooses a price for each kind of settled generation in a scope: of one cost book, or (null) of those that settle, as
 * though `proposed` prices were in it.
 * @throws ApiError for a book that the workspace does not have, or for more kinds than one question holds.
 */
export async function ratesOfScope(
  ctx: CallContext,
  scope: RerateScope,
  book: string | null,
  proposed: readonly PriceRecord[] = [],
): Promise<RatesOfScope> {
  const { workspaceId, deps } = ctx;
  const entered = await pricesSeen(deps.pg.drizzle, workspaceId, scope.provider, null);
  const records = [...entered, ...proposed];
  if (book !== null && !records.some((record) => record.book === book)) {
    throw invalidField(
      "book",
      "is no cost book with prices for this: GET /api/v1/prices/books lists them",
    );
  }
  const versions = records.flatMap((record) => priceVersion(record) ?? []);
  const instantsMs = instantsOf(versions, scope);
  const kinds = await askStore(deps.ch, rerateKindsQuery(workspaceId, scope, instantsMs));
  if (kinds.length > MAX_KINDS) {
    throw new ApiError(
      "question_too_large",
      `Choose a shorter range or name a model: the generations ask for ${kinds.length} prices, at most ${MAX_KINDS} can be worked out at once.`,
    );
  }
  return { records, instantsMs, rates: ratesOfKinds(priceBook(versions, book), kinds) };
}

function instantsOf(versions: readonly PriceVersion[], scope: RerateScope): number[] {
  const instants = versions
    .flatMap(({ validFromMs, validToMs }) => [
      validFromMs,
      ...(validToMs === null ? [] : [validToMs]),
    ])
    .filter((atMs) => atMs > scope.fromMs && atMs < scope.toMs);
  return [...new Set([scope.fromMs, ...instants])].toSorted((a, b) => a - b);
}
