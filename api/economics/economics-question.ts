import type { RevenueDimension } from "../../domain/dimensions.ts";
import { carriesRevenue } from "../../domain/dimensions.ts";
import type { PeriodQuery } from "../analytics/read-period.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLedgerQuestion, type LedgerQuestion } from "../margin/ledger-question.ts";
import { ratesOfScope } from "../rerates/rates-of-scope.ts";

/** A ledger question, priced by a cost book where one is named. */
export interface EconomicsQuestion extends LedgerQuestion {
  readonly bookName: string | null;
  /** The filters that revenue entries carry. */
  readonly revenueFilters: readonly {
    readonly dimension: RevenueDimension;
    readonly values: readonly string[];
  }[];
  /** False when another filter asks for what no revenue entry says. */
  readonly revenueKnown: boolean;
}

/** Reads a question about what clips cost and earn. @throws ApiError naming the faulty field. */
export async function openEconomicsQuestion(
  ctx: CallContext,
  query: PeriodQuery &
    Readonly<Record<string, unknown>> & {
      readonly currency?: string | undefined;
      readonly book?: string | undefined;
    },
): Promise<EconomicsQuestion> {
  const question = await openLedgerQuestion(ctx, query);
  const { filters, range } = question.scope;
  const revenueFilters = filters.flatMap(({ dimension, values }) =>
    carriesRevenue(dimension) ? [{ dimension, values }] : [],
  );
  const read = {
    ...question,
    bookName: query.book ?? null,
    revenueFilters,
    revenueKnown: revenueFilters.length === filters.length,
  };
  if (query.book === undefined) return read;
  const all = {
    ...range,
    provider: null,
    model: null,
    feature: null,
    upstream: null,
    unpricedOnly: false,
  };
  const { instantsMs, rates } = await ratesOfScope(ctx, all, query.book);
  return { ...read, scope: { ...question.scope, book: { instantsMs, rates } } };
}
