import type { z } from "@hono/zod-openapi";
import type { fxImportInput, FxRatesWritten } from "../contract/fx-rates.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { readRates } from "./read-rates.ts";
import { storeRates } from "./store-rates.ts";

/** Stores the rates of a file, all or none. @throws ApiError naming each bad cell by line and column. */
export async function importRates(
  ctx: CallContext,
  input: z.output<typeof fxImportInput>,
): Promise<FxRatesWritten> {
  const read = readRates(input.csv, input.format);
  if (read.kind === "invalid") throw invalidFields(read.errors);
  return storeRates(ctx, { rates: read.rates, source: input.format, dryRun: input.dry_run });
}
