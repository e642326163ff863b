import { z } from "zod";
import { isDecimal } from "../../../domain/money.ts";
import { readFact } from "./row-error.ts";

/** A row of `revenue_entries` as the outbox carries it. */
const fact = z.object({
  workspace_id: z.string().min(1),
  id: z.uuid(),
  version: z.int().positive(),
  external_id: z.string(),
  occurred_at: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "is not an instant"),
  feature: z.string(),
  surface: z.string(),
  customer: z.string(),
  user_id: z.string(),
  region: z.string(),
  platform: z.string(),
  plan: z.string(),
  amount: z.string().refine(isDecimal, "is not a decimal"),
  currency: z.string(),
  source: z.string(),
  note: z.string().nullable(),
  deleted_at: z.string().nullable(),
});

/** A row of `revenue_v1`, ready for JSONEachRow. */
export type RevenueRow = Omit<z.output<typeof fact>, "id" | "note" | "deleted_at"> & {
  readonly revenue_id: string;
  readonly note: string;
  readonly deleted: boolean;
};

/** @throws RowError when the fact has another shape. */
export function revenueRow(payload: unknown): RevenueRow {
  const { id, note, deleted_at, occurred_at, ...rest } = readFact(fact, payload);
  return {
    ...rest,
    revenue_id: id,
    occurred_at: new Date(occurred_at).toISOString(),
    note: note ?? "",
    deleted: deleted_at !== null,
  };
}
