import { pricesSeen } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import type { KeptBillLine } from "../../db/postgres/schema/provider-invoices.ts";
import { formatDay, parseDay, startOfDay } from "../../domain/finance/calendar-day.ts";
import { formatNano, multiplyNano, NANO_PER_UNIT } from "../../domain/money.ts";
import { choosePrice, type PriceVersion } from "../../domain/pricing.ts";
import { openZone } from "../../domain/time-zone.ts";
import type { FieldError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { ourModel } from "./our-model.ts";

/** Usage as Runway's API answers it (`POST /v1/organization/usage`): credits by day and model. */
export interface RunwayUsage {
  readonly provider: string;
  /** Null: that of the price per credit. */
  readonly currency: string | null;
  readonly timeZone: string;
  readonly models: Readonly<Record<string, string>>;
  readonly usage: {
    readonly results: readonly {
      readonly date: string;
      readonly usedCredits: readonly { readonly model: string; readonly amount: number }[];
    }[];
  };
}

/**
 * Makes money of credits, at the price per credit that the book has for the model on that day.
 * @throws ApiError naming each entry that has none, or one in another currency.
 */
export async function readRunwayUsage(
  ctx: CallContext,
  { provider, currency, timeZone, models, usage }: RunwayUsage,
): Promise<{ currency: string; lines: readonly KeptBillLine[] }> {
  const rows = await pricesSeen(ctx.deps.pg.drizzle, ctx.workspaceId, provider, null);
  const perCredit = rows
    .flatMap((row) => priceVersion(row) ?? [])
    .filter(({ book, unit }) => book === null && unit === "credit");
  const zone = openZone(timeZone);
  const errors: FieldError[] = [];
  const lines: KeptBillLine[] = [];
  let known = currency;
  for (const [index, { date, usedCredits }] of usage.results.entries()) {
    const day = parseDay(date) ?? 0;
    for (const [at, { model, amount }] of usedCredits.entries()) {
      const price = priceOn(perCredit, provider, ourModel(models, model), startOfDay(day, zone));
      known ??= price?.currency ?? null;
      if (price === null || price.currency !== known) {
        const field = `runway_usage.results[${index}].usedCredits[${at}].model`;
        errors.push({ field, message: lacks(provider, date, known) });
        continue;
      }
      const units = BigInt(amount) * NANO_PER_UNIT;
      lines.push({
        from: date,
        to: formatDay(day + 1),
        model,
        amount: formatNano(multiplyNano(price.amount, units)),
        units: formatNano(units),
        unit: "credit",
        description: null,
      });
    }
  }
  if (errors.length > 0) throw invalidFields(errors);
  if (known === null || lines.length === 0) {
    throw invalidFields([{ field: "runway_usage.results", message: "must hold used credits" }]);
  }
  return { currency: known, lines };
}

function priceOn(
  versions: readonly PriceVersion[],
  provider: string,
  model: string,
  atMs: number,
): PriceVersion | null {
  const choice = choosePrice(versions, { provider, model, atMs, dimensions: {}, units: {} });
  return choice.kind === "one" ? choice.price : null;
}

function lacks(provider: string, date: string, currency: string | null): string {
  const where = currency === null ? "" : ` in ${currency}`;
  return `has no price per credit of ${provider}${where} on ${date}: add one to the price book`;
}
