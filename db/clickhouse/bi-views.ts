import { onCluster, type Target } from "./tables.ts";

/** A column of a view: its name and type, what it is, and where it comes from when not from one of its name. */
type ViewColumn = readonly [name: string, type: string, meaning: string, from?: string];

/** A view for a company's own reports: one row for each thing, by names that stay. */
export interface BiView {
  readonly name: string;
  /** What a row is. */
  readonly grain: string;
  readonly columns: readonly ViewColumn[];
  /** The table and its condition. */
  readonly source: string;
}

/** Its type is the table's own, as that of every instant: a cast would keep the index from being used. */
const WORKSPACE: ViewColumn = [
  "workspace_id",
  "LowCardinality(String)",
  "The workspace that the row belongs to.",
];
const ATTRIBUTION: readonly ViewColumn[] = [
  ["feature", "String", "What the product calls it; (none) where nobody said."],
  ["surface", "String", "Where it was used; (none) where nobody said."],
  ["customer", "String", "The paying party; (none) where nobody said."],
  ["user_id", "String", "The end user; (none) where nobody said."],
  ["region", "String", "The user's region; (none) where nobody said."],
  ["platform", "String", "The user's platform; (none) where nobody said."],
  ["plan", "String", "The user's plan; (none) where nobody said."],
];
const INSTANT = "Nullable(DateTime64(3, 'UTC'))";
const MONEY = "Nullable(Decimal(18, 9))";

const GENERATIONS: BiView = {
  name: "bi_generations_v1",
  grain: "One generation in its latest version.",
  source: "generations_v1 FINAL",
  columns: [
    WORKSPACE,
    ["generation_id", "UUID", "Id of the generation, the same as in the dashboard and the API."],
    ["created_at", "DateTime64(3, 'UTC')", "When it was admitted; decides its day."],
    ["submitted_at", INSTANT, "When the video model accepted it."],
    ["started_at", INSTANT, "When the video model began with it, as far as known."],
    ["finished_at", INSTANT, "When it ended."],
    ["settled_at", INSTANT, "When its outcome and cost were fixed."],
    ["first_downloaded_at", INSTANT, "When its video was first downloaded; null when never."],
    ["operation", "String", "create, remix, edit or extend."],
    [
      "state",
      "String",
      "submitted, running, succeeded, failed, blocked, cancelled, expired or lost.",
    ],
    ["failure_kind", "String", "Why it did not succeed; empty when it did or still runs."],
    ...ATTRIBUTION,
    ["tags", "Map(String, String)", "Tags of the request."],
    ["provider", "String", "Who runs the video model."],
    ["upstream", "String", "The configured connection to it."],
    ["model", "String", "Name of the model."],
    ["resolution", "String", "Width and height."],
    ["audio", "Nullable(Bool)", "Whether it has sound; null when unknown."],
    ["key_id", "String", "Id of the key that made the request."],
    ["provider_job_id", "String", "The provider's own id of the job; empty when it has none."],
    ["requested_seconds", "Nullable(Decimal(12, 3))", "Length that was asked for."],
    ["video_seconds", "Nullable(Decimal(12, 3))", "Length of the video; null when unknown."],
    [
      "gpu_seconds",
      "Nullable(Decimal(18, 3))",
      "GPU time; null when unknown.",
      "toDecimal64(gpu_ms, 3) / 1000",
    ],
    ["gpu_basis", "String", "reported, measured or profile; empty when unknown."],
    [
      "cost",
      MONEY,
      "Cost, or its estimate while cost_basis is estimate. Null when unknown, never 0.",
    ],
    ["currency", "String", "Currency of cost, estimate and unit_amount. Never add up two of them."],
    ["cost_basis", "String", "reported, billed_units, rate_card, gpu_time, estimate or unpriced."],
    ["unpriced_reason", "String", "Why the cost is unknown; empty when it is known."],
    ["estimate", MONEY, "The maximum price at admission."],
    ["price_id", "String", "The row of the price book that was applied; empty when none was."],
    ["price_unit", "String", "What unit_amount is per."],
    ["units", MONEY, "How many units were charged: units × unit_amount = cost."],
    ["unit_amount", MONEY, "Price of one unit."],
  ],
};

const REQUESTS: BiView = {
  name: "bi_requests_v1",
  grain: "One HTTP exchange through the proxy, as long as they are kept.",
  source: "requests_v1 FINAL",
  columns: [
    WORKSPACE,
    ["request_id", "UUID", "Id of the exchange, as in the answer's Reelmeter-Request-Id."],
    ["at", "DateTime64(3, 'UTC')", "When it arrived."],
    ["key_id", "String", "Id of the key."],
    ["upstream", "String", "The configured connection that it went to."],
    ["provider", "String", "Who runs the video model."],
    ["method", "String", "HTTP method."],
    ["route", "String", "The route without ids."],
    ["status", "UInt16", "HTTP status of the answer; 0 when the client left before one."],
    ["generation_id", "Nullable(UUID)", "The generation that it was about."],
    ["feature", "String", "What the product calls it; (none) where nobody said."],
    ["user_id", "String", "The end user; (none) where nobody said."],
    ["duration_ms", "Float64", "From its arrival to the end of its answer."],
    ["upstream_ms", "Nullable(Float64)", "Part of it that was the video model's."],
    ["bytes_in", "UInt64", "Size of the body that came."],
    ["bytes_out", "UInt64", "Size of the body that was answered."],
    ["error_code", "String", "Why it was refused or failed; empty when it was not."],
    ["client_aborted", "Bool", "Whether the client left before the end."],
  ],
};

const REVENUE: BiView = {
  name: "bi_revenue_v1",
  grain: "One revenue entry in its latest version, without those that were taken back.",
  source: "revenue_v1 FINAL WHERE NOT deleted",
  columns: [
    WORKSPACE,
    ["revenue_id", "UUID", "Id of the entry."],
    ["external_id", "String", "The id that its writer gave it."],
    ["occurred_at", "DateTime64(3, 'UTC')", "When it was earned, or began to be."],
    ...ATTRIBUTION,
    ["amount", "Decimal(18, 9)", "Net amount; negative for a refund."],
    ["currency", "String", "Currency of amount. Never add up two of them."],
    ["source", "String", "How it came in."],
  ],
};

const SPEND: BiView = {
  name: "bi_spend_by_hour_v1",
  grain:
    "Generations of one hour (UTC) that have everything named here in common; sum over its rows.",
  source: "spend_by_hour_v1",
  columns: [
    WORKSPACE,
    ["hour", "DateTime('UTC')", "Start of the hour in which they were created.", "bucket"],
    ...ATTRIBUTION.filter(([name]) => name !== "customer" && name !== "user_id"),
    ["provider", "String", "Who runs the video model."],
    ["upstream", "String", "The configured connection to it."],
    ["model", "String", "Name of the model."],
    ["resolution", "String", "Width and height."],
    ["state", "String", "As in bi_generations_v1."],
    ["failure_kind", "String", "As in bi_generations_v1."],
    ["key_id", "String", "Id of the key."],
    ["cost_basis", "String", "As in bi_generations_v1."],
    ["currency", "String", "Currency of spend and held; empty where the cost is unknown."],
    [
      "waste_cause",
      "String",
      "failed, blocked, never_downloaded or duplicate; empty when not wasted.",
    ],
    ["generations", "UInt64", "How many."],
    ["spend", "Decimal(38, 9)", "Cost of those that have ended and whose cost is known.", "cost"],
    ["held", "Decimal(38, 9)", "Estimates of those that still run or were lost."],
    ["video_seconds", "Decimal(38, 3)", "Length of their videos, as far as known."],
    [
      "gpu_seconds",
      "Nullable(Decimal(38, 3))",
      "Their GPU time; null when nobody knows that of any of them.",
      "if(gpu_known = 0, NULL, toDecimal128(gpu_ms, 3) / 1000)",
    ],
  ],
};

export const BI_VIEWS: readonly BiView[] = [GENERATIONS, REQUESTS, REVENUE, SPEND];

/** Tables whose rows stand behind the views; each has a workspace_id. */
export const BI_BASE_TABLES = [
  "generations_v1",
  "requests_v1",
  "revenue_v1",
  "spend_by_hour_v1",
] as const;

/** The statement that makes a view, with each column's meaning as its comment. */
export function createBiView(view: BiView, { database, cluster }: Target): string {
  const declared = view.columns.map(
    ([name, type, meaning]) => `  ${name} ${type} COMMENT ${quoted(meaning)}`,
  );
  const chosen = view.columns.map(([name, , , from]) =>
    from === undefined ? `  ${name}` : `  ${from} AS ${name}`,
  );
  return `CREATE VIEW IF NOT EXISTS ${view.name}${onCluster(cluster)} (
${declared.join(",\n")}
) DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT
${chosen.join(",\n")}
FROM \`${database}\`.${view.source}
COMMENT ${quoted(view.grain)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
