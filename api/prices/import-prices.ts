import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import { insertPrices, lockPrices, ownPrices } from "../../db/postgres/management/prices.ts";
import type { PriceImported, priceImportInput } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { planImport, type ImportStep } from "./plan-import.ts";
import { priceContent } from "./price-content.ts";
import { recordsOf } from "./records-of.ts";
import { readPriceCsv, type ImportedRow } from "./read-price-csv.ts";

/**
 * Adds the prices of a file to the workspace's own, all or none; what the book says already is not written again. A
 * dry run checks and answers the same, and writes nothing.
 * @throws ApiError naming every faulty row by line or index, and its column.
 */
export async function importPrices(
  ctx: CallContext,
  input: z.output<typeof priceImportInput>,
): Promise<PriceImported> {
  const imported = readRows(input);
  const rows = imported.map(({ price, field }) => ({
    own: price.own,
    content: priceContent(price, field),
  }));
  const plan = async (tx: Transaction) => {
    await lockPrices(tx, ctx.workspaceId);
    const providers = new Set(rows.map((row) => row.content.provider));
    return planImport(rows, await ownPrices(tx, ctx.workspaceId, [...providers]), ctx.nowMs);
  };
  const steps = input.dry_run
    ? await ctx.deps.pg.drizzle.transaction(plan)
    : await changeConfig(ctx, async (tx) => {
        const planned = await plan(tx);
        await write(ctx, tx, planned);
        return planned;
      });
  return {
    applied: !input.dry_run,
    ...countsOf(steps),
    rows: steps.map((step, index) => ({ at: imported[index]?.at ?? "", outcome: step.outcome })),
  };
}

function readRows(input: z.output<typeof priceImportInput>): readonly ImportedRow[] {
  if ("prices" in input) {
    return input.prices.map((price, index) => {
      const at = `prices[${index}]`;
      return { at, field: (member) => `${at}.${member}`, price };
    });
  }
  const read = readPriceCsv(input.csv);
  if (read.kind === "invalid") throw invalidFields(read.errors);
  return read.rows;
}

async function write(ctx: CallContext, tx: Transaction, steps: readonly ImportStep[]) {
  const rows = recordsOf(ctx, steps);
  const [first] = rows;
  if (first === undefined) return;
  await insertPrices(tx, rows);
  await recordChange(ctx, tx, {
    action: "price.import",
    target: first.id,
    detail: countsOf(steps),
  });
}

function countsOf(steps: readonly ImportStep[]) {
  const count = (outcome: ImportStep["outcome"]) =>
    steps.filter((step) => step.outcome === outcome).length;
  return { added: count("added"), unchanged: count("unchanged"), shipped: count("shipped") };
}
