import type { GenerationFacts } from "../generations/generation-facts.ts";
import { nineDecimals } from "../generations/show-generation.ts";
import type { ExportColumn } from "./export-column.ts";

/** A generation as files have it: its facts, and why it was wasted. */
export interface GenerationRecord extends GenerationFacts {
  /** "" when it was not wasted. */
  readonly wasteCause: string;
}

type Column = ExportColumn<GenerationRecord>;
type TextField = {
  [K in keyof GenerationRecord]: GenerationRecord[K] extends string | null ? K : never;
}[keyof GenerationRecord];
type NumberField = {
  [K in keyof GenerationRecord]: GenerationRecord[K] extends number | null ? K : never;
}[keyof GenerationRecord];

const text = (name: string, field: TextField): Column => ({
  name,
  kind: "text",
  value: (row) => row[field] || null,
});
const decimal = (name: string, field: TextField): Column => ({
  name,
  kind: "decimal",
  value: (row) => nineDecimals(row[field]),
});
const instant = (name: string, field: NumberField): Column => ({
  name,
  kind: "instant",
  value: (row) => row[field],
});

/** The columns of `generations.csv` and `.parquet`: those of the list, flat, and the arithmetic of the cost. */
export const GENERATION_FILE_COLUMNS: readonly Column[] = [
  text("id", "id"),
  text("status", "state"),
  text("operation", "operation"),
  instant("created_at", "createdAtMs"),
  instant("submitted_at", "submittedAtMs"),
  instant("started_at", "startedAtMs"),
  instant("finished_at", "finishedAtMs"),
  instant("settled_at", "settledAtMs"),
  instant("first_downloaded_at", "firstDownloadedAtMs"),
  text("feature", "feature"),
  text("surface", "surface"),
  text("customer", "customer"),
  text("user", "user"),
  text("region", "region"),
  text("platform", "platform"),
  text("plan", "plan"),
  { name: "tags", kind: "text", value: (row) => JSON.stringify(row.tags) },
  text("provider", "provider"),
  text("upstream", "upstream"),
  text("model", "model"),
  text("resolution", "resolution"),
  { name: "audio", kind: "truth", value: (row) => row.audio },
  text("key_id", "keyId"),
  text("provider_job_id", "providerJobId"),
  decimal("requested_seconds", "requestedSeconds"),
  decimal("video_seconds", "videoSeconds"),
  { name: "gpu_ms", kind: "count", value: (row) => row.gpuMs },
  text("gpu_basis", "gpuBasis"),
  text("gpu_type", "gpuType"),
  decimal("cost", "cost"),
  text("currency", "currency"),
  text("cost_basis", "costBasis"),
  text("unpriced_reason", "unpricedReason"),
  text("price_id", "priceId"),
  text("price_unit", "priceUnit"),
  decimal("units", "units"),
  decimal("unit_amount", "unitAmount"),
  decimal("estimate", "estimate"),
  text("waste_cause", "wasteCause"),
  text("failure_kind", "failureKind"),
  text("failure_code", "failureCode"),
  { name: "version", kind: "count", value: (row) => row.version },
];
