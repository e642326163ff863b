import type { z } from "@hono/zod-openapi";
import { pricesOfModel } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import { explainPrice, type WhyNot } from "../../domain/explain-price.ts";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { PricedRequest, PriceMatch, PriceVersion } from "../../domain/pricing.ts";
import type { PriceTestAnswer, priceTestInput } from "../contract/price-test.ts";
import { calculationOf } from "../generations/show-generation.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";
import { showPrice } from "./show-price.ts";

const MAX_CONSIDERED = 200;

/** What a request would cost by the book as it is, by which rule, and why by no other. */
export async function testPrice(
  ctx: CallContext,
  input: z.output<typeof priceTestInput>,
): Promise<PriceTestAnswer> {
  const request = readRequest(ctx, input);
  const rows = await pricesOfModel(ctx.deps.pg.drizzle, ctx.workspaceId, request);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const versions = rows.flatMap((row) => priceVersion(row) ?? []);
  const { matched, match, considered } = explainPrice(versions, request);
  const shown = considered.slice(0, MAX_CONSIDERED).flatMap(({ price, fits, whyNot }) => {
    const row = rowOf.get(price.id);
    const why = whyNot === null ? null : showWhyNot(whyNot);
    return row === undefined ? [] : [{ price: showPrice(row), fits, why_not: why }];
  });
  const matchedRow = matched === null ? undefined : rowOf.get(matched.id);
  return {
    matched: matchedRow === undefined ? null : showPrice(matchedRow),
    ...showMatch(match),
    considered: shown,
    left_out: considered.length - shown.length,
  };
}

function readRequest(ctx: CallContext, input: z.output<typeof priceTestInput>): PricedRequest {
  const units: Partial<Record<PriceVersion["unit"], bigint>> = {};
  for (const unit of PRICE_UNITS) {
    const given = input.units[unit];
    if (given !== undefined) units[unit] = parseNano(given);
  }
  return {
    provider: input.provider,
    model: input.model,
    atMs: input.at == null ? ctx.nowMs : readDateOrInstant(input.at, "at", "UTC"),
    // As a create is estimated: the most it can cost is what it costs when it succeeds.
    dimensions: { outcome: "succeeded", ...input.dimensions },
    units,
    billedUnit: input.billed_unit ?? null,
  };
}

type ShownMatch = Pick<PriceTestAnswer, "amount" | "currency" | "calculation" | "unpriced_reason">;

function showMatch(match: PriceMatch): ShownMatch {
  if (match.kind === "unpriced") {
    return { amount: null, currency: null, calculation: null, unpriced_reason: match.reason };
  }
  const { currency, calculation } = match;
  const amount = formatNano(match.amount);
  return {
    amount,
    currency,
    calculation: calculationOf({
      priceId: calculation.priceId,
      priceUnit: calculation.unit,
      units: formatNano(calculation.units),
      unitAmount: formatNano(calculation.unitAmount),
      cost: amount,
      currency,
    }),
    unpriced_reason: null,
  };
}

function showWhyNot(whyNot: WhyNot): PriceTestAnswer["considered"][number]["why_not"] {
  return whyNot.code === "another_goes_first"
    ? { code: whyNot.code, price_id: whyNot.priceId }
    : whyNot;
}
