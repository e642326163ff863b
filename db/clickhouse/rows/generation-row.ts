import { z } from "zod";
import { isDecimal } from "../../../domain/money.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import { readFact, RowError } from "./row-error.ts";

const decimal = z.string().refine(isDecimal, "is not a decimal").nullable();
const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "is not an instant")
  .transform((text) => new Date(text).toISOString())
  .nullable();
/** Absent text is '' in ClickHouse: a Nullable column costs a second file and is never needed here. */
const text = z
  .string()
  .nullable()
  .transform((value) => value ?? "");

/** A row of `jobs` as the outbox carries it: `to_jsonb`, amounts and seconds as text. */
const fact = z.object({
  workspace_id: z.string().min(1),
  generation_id: z.uuid(),
  version: z.int().positive(),
  operation: z.string(),
  state: z.string(),
  provider: z.string(),
  upstream: z.string(),
  key_id: z.string(),
  provider_job_id: text,
  source_provider_job_id: text,
  feature: z.string(),
  surface: z.string(),
  customer: z.string(),
  user_id: z.string(),
  region: z.string(),
  platform: z.string(),
  plan: z.string(),
  tags: z.record(z.string(), z.string()),
  model: z.string(),
  resolution: z.string(),
  requested_seconds: decimal,
  video_seconds: decimal,
  audio: z.boolean().nullable(),
  dimensions: z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value)),
  prompt_hash: z.string(),
  submitted_at: instant,
  started_at: instant,
  finished_at: instant,
  settled_at: instant,
  lost_at: instant,
  first_downloaded_at: instant,
  // A fact that was written before there were other ones says nothing about it.
  downloads_pass: z.boolean().default(true),
  gpu_ms: z.int().nonnegative().nullable(),
  gpu_basis: text,
  gpu_type: text,
  estimate: decimal,
  cost: decimal,
  currency: text,
  cost_basis: z.string(),
  unpriced_reason: text,
  price_id: text,
  price_unit: text,
  units: decimal,
  unit_amount: decimal,
  failure_kind: text,
  failure_code: text,
  failure_message: text,
});

/** A row of `generations_v1`, ready for JSONEachRow. */
export type GenerationRow = z.output<typeof fact> & { readonly created_at: string };

/** @throws RowError when the fact has another shape, or its id no time. */
export function generationRow(payload: unknown): GenerationRow {
  const row = readFact(fact, payload);
  const createdAtMs = uuidV7Ms(row.generation_id);
  if (createdAtMs === null) throw new RowError("generation_id: is not a UUIDv7");
  return { ...row, created_at: new Date(createdAtMs).toISOString() };
}
