import type { FxRatesInput, FxRatesWritten } from "../contract/fx-rates.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { shortRate } from "./show-rate.ts";
import { keyOf, storeRates } from "./store-rates.ts";

/** Stores one rate or many, all or none. A pair and day that is known changes when its rate does. */
export async function writeRates(ctx: CallContext, input: FxRatesInput): Promise<FxRatesWritten> {
  const many = "rates" in input;
  const given = many ? input.rates : [input];
  const unique = new Map<string, (typeof given)[number]>();
  const errors = given.flatMap((rate, index) => {
    const earlier = unique.get(keyOf(rate));
    unique.set(keyOf(rate), earlier ?? rate);
    if (earlier === undefined || shortRate(earlier.rate) === shortRate(rate.rate)) return [];
    const field = many ? `rates[${index}].rate` : "rate";
    return [{ field, message: "differs from an earlier rate of the same pair and day" }];
  });
  if (errors.length > 0) throw invalidFields(errors);
  return storeRates(ctx, { rates: [...unique.values()], source: "api", dryRun: false });
}
