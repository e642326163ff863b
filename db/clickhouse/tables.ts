/** Where tables are made: on one server, or with replicated engines on a cluster. */
export interface Target {
  readonly database: string;
  readonly cluster: string | null;
}

/** What a table is made of. */
export interface TableSpec {
  readonly name: string;
  readonly columns: string;
  readonly engine: "MergeTree" | "ReplacingMergeTree(version)";
  readonly partition: string;
  readonly order: string;
  readonly ttl?: string;
  /** What keeps all versions of a row on one shard. */
  readonly shardBy: string;
}

const ATTRIBUTION = `
  feature LowCardinality(String),
  surface LowCardinality(String),
  customer String,
  user_id String,
  region LowCardinality(String),
  platform LowCardinality(String),
  plan LowCardinality(String)`;

/**
 * Grain: one generation; a higher version replaces a lower one. Writer: the outbox's sender, at acceptance and at
 * every later change. Readers: the rollup, lists, one generation by id. ORDER BY: a workspace's days are read
 * together, and a UUIDv7 tells its created_at, so one id is one granule. A retry is the same row and merges away;
 * created_at comes from the id and never changes, so all versions meet in one partition.
 */
const GENERATIONS: TableSpec = {
  name: "generations_v1",
  columns: `
  workspace_id LowCardinality(String),
  generation_id UUID,
  created_at DateTime64(3, 'UTC'),
  version UInt64,
  operation LowCardinality(String),
  state LowCardinality(String),
  provider LowCardinality(String),
  upstream LowCardinality(String),
  key_id String,
  provider_job_id String,
  source_provider_job_id String,${ATTRIBUTION},
  tags Map(LowCardinality(String), String),
  model LowCardinality(String),
  resolution LowCardinality(String),
  requested_seconds Nullable(Decimal(12, 3)),
  video_seconds Nullable(Decimal(12, 3)),
  audio Nullable(Bool),
  dimensions String,
  prompt_hash String,
  submitted_at Nullable(DateTime64(3, 'UTC')),
  started_at Nullable(DateTime64(3, 'UTC')),
  finished_at Nullable(DateTime64(3, 'UTC')),
  settled_at Nullable(DateTime64(3, 'UTC')),
  lost_at Nullable(DateTime64(3, 'UTC')),
  first_downloaded_at Nullable(DateTime64(3, 'UTC')),
  gpu_ms Nullable(UInt64),
  gpu_basis LowCardinality(String),
  gpu_type LowCardinality(String),
  estimate Nullable(Decimal(18, 9)),
  cost Nullable(Decimal(18, 9)),
  currency LowCardinality(String),
  cost_basis LowCardinality(String),
  unpriced_reason LowCardinality(String),
  price_id String,
  price_unit LowCardinality(String),
  units Nullable(Decimal(18, 9)),
  unit_amount Nullable(Decimal(18, 9)),
  failure_kind LowCardinality(String),
  failure_code LowCardinality(String),
  failure_message String,
  INDEX provider_job provider_job_id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_user user_id TYPE bloom_filter(0.01) GRANULARITY 4`,
  engine: "ReplacingMergeTree(version)",
  partition: "toYYYYMM(created_at)",
  order: "(workspace_id, created_at, generation_id)",
  shardBy: "cityHash64(workspace_id, generation_id)",
};

/**
 * Grain: one HTTP exchange through the proxy. Writer: the spool's sender. Readers: lists, one generation's requests.
 * ORDER BY as above. A retry of a batch carries the same token and is dropped whole; what the token misses is the
 * same row and merges away.
 */
const REQUESTS: TableSpec = {
  name: "requests_v1",
  columns: `
  workspace_id LowCardinality(String),
  request_id UUID,
  at DateTime64(3, 'UTC'),
  version UInt64 DEFAULT 1,
  key_id String,
  upstream LowCardinality(String),
  provider LowCardinality(String),
  method LowCardinality(String),
  route LowCardinality(String),
  status UInt16,
  generation_id Nullable(UUID),
  provider_job_id String,
  feature LowCardinality(String),
  user_id String,
  duration_ms Float64,
  upstream_ms Nullable(Float64),
  bytes_in UInt64,
  bytes_out UInt64,
  error_code LowCardinality(String),
  client_aborted Bool,
  retry_count UInt16,
  retain_until Date,
  batch_id UUID,
  INDEX by_generation generation_id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_batch batch_id TYPE bloom_filter(0.01) GRANULARITY 4`,
  engine: "ReplacingMergeTree(version)",
  partition: "toDate(at)",
  order: "(workspace_id, at, request_id)",
  ttl: "retain_until",
  shardBy: "cityHash64(workspace_id, request_id)",
};

/**
 * Grain: one revenue entry; a higher version replaces a lower one, `deleted` takes it back. Writer: the outbox's
 * sender. Reader: every figure with revenue. The key is the id alone, and there is no partition by time, so that a
 * version which corrects the date still replaces the row it corrects. Entries are far fewer than generations.
 */
const REVENUE: TableSpec = {
  name: "revenue_v1",
  columns: `
  workspace_id LowCardinality(String),
  revenue_id UUID,
  version UInt64,
  external_id String,
  occurred_at DateTime64(3, 'UTC'),${ATTRIBUTION},
  amount Decimal(18, 9),
  currency LowCardinality(String),
  source LowCardinality(String),
  note String,
  deleted Bool`,
  engine: "ReplacingMergeTree(version)",
  partition: "tuple()",
  order: "(workspace_id, revenue_id)",
  shardBy: "cityHash64(workspace_id, revenue_id)",
};

/**
 * Grain: one cell of the cube in one bucket. Writer: the rebuild of a dirty day, which replaces the day's partition
 * at once; never inserted into otherwise. Reader: every chart and table. A retry rebuilds the same partition.
 */
const rollup = (name: string): TableSpec => ({
  name,
  columns: `
  workspace_id LowCardinality(String),
  bucket DateTime('UTC'),
  feature LowCardinality(String),
  surface LowCardinality(String),
  region LowCardinality(String),
  platform LowCardinality(String),
  plan LowCardinality(String),
  provider LowCardinality(String),
  upstream LowCardinality(String),
  model LowCardinality(String),
  resolution LowCardinality(String),
  state LowCardinality(String),
  failure_kind LowCardinality(String),
  key_id LowCardinality(String),
  cost_basis LowCardinality(String),
  currency LowCardinality(String),
  waste_cause LowCardinality(String),
  generations UInt64,
  cost Decimal(38, 9),
  held Decimal(38, 9),
  video_seconds Decimal(38, 3),
  gpu_ms UInt64,
  gpu_known UInt64,
  users AggregateFunction(uniqCombined64(17), Nullable(String)),
  durations AggregateFunction(quantilesDD(0.01, 0.5, 0.95), Nullable(Float64))`,
  engine: "MergeTree",
  partition: "toDate(bucket)",
  order: "(workspace_id, bucket, feature, surface, model)",
  shardBy: "cityHash64(workspace_id, bucket)",
});

/** From the finest to the coarsest, each merged from the one before. */
export const ROLLUPS = ["spend_by_quarter_v1", "spend_by_hour_v1", "spend_by_day_v1"] as const;
export type Rollup = (typeof ROLLUPS)[number];

/** What the first migration makes. */
export const TABLES: readonly TableSpec[] = [
  GENERATIONS,
  REQUESTS,
  REVENUE,
  rollup("spend_by_hour_v1"),
  rollup("spend_by_quarter_v1"),
];

/** The rollup of whole UTC days. */
export const SPEND_BY_DAY: TableSpec = rollup("spend_by_day_v1");

const COST = (prefix: string) => `
  ${prefix}cost Nullable(Decimal(18, 9)),
  ${prefix}currency LowCardinality(String),
  ${prefix}cost_basis LowCardinality(String),
  ${prefix}unpriced_reason LowCardinality(String),
  ${prefix}price_id String,
  ${prefix}price_unit LowCardinality(String),
  ${prefix}units Nullable(Decimal(18, 9)),
  ${prefix}unit_amount Nullable(Decimal(18, 9))`;

/**
 * Grain: one generation of one re-rating, its cost as it was and as it became. Writer: the re-rating, before it changes
 * the generation. Readers: its revert and its sums. ORDER BY: a revert goes through one re-rating in the order of
 * generations. A retry writes the same row and merges away.
 */
export const RERATED: TableSpec = {
  name: "rerated_v1",
  columns: `
  workspace_id LowCardinality(String),
  rerate_id UUID,
  generation_id UUID,
  created_at DateTime64(3, 'UTC'),
  version UInt64,${COST("")},${COST("next_")}`,
  engine: "ReplacingMergeTree(version)",
  partition: "tuple()",
  order: "(workspace_id, rerate_id, created_at, generation_id)",
  shardBy: "cityHash64(workspace_id, generation_id)",
};

/** A batch is forgotten by its sender once it was read back: by then it must be on the disk. */
const DURABLE = "fsync_after_insert = 1, fsync_part_directory = 1";

/** How long a redelivered batch is still recognised by its token; past that, rows merge by their key. */
const DEDUPLICATION = {
  single: "non_replicated_deduplication_window = 10000",
  cluster:
    "replicated_deduplication_window = 100000, replicated_deduplication_window_seconds = 2592000",
} as const;

/** The statements that make one table; on a cluster also the distributed one in front of it. */
export function createTable(spec: TableSpec, target: Target): string[] {
  const { cluster } = target;
  const local = localName(spec.name, cluster);
  const deduplication = cluster === null ? DEDUPLICATION.single : DEDUPLICATION.cluster;
  const create = `CREATE TABLE IF NOT EXISTS ${local}${onCluster(cluster)} (${spec.columns}
) ENGINE = ${engineOf(spec, cluster)}
PARTITION BY ${spec.partition}
ORDER BY ${spec.order}${spec.ttl === undefined ? "" : `\nTTL ${spec.ttl}`}
SETTINGS ${DURABLE}, ${deduplication}`;
  if (cluster === null) return [create];
  return [
    create,
    `CREATE TABLE IF NOT EXISTS ${spec.name}${onCluster(cluster)} AS ${local}
ENGINE = Distributed('${cluster}', '${target.database}', '${local}', ${spec.shardBy})`,
  ];
}

/** The statements that give a table another column; on a cluster also the distributed one in front of it. */
export function addColumn(table: string, column: string, { cluster }: Target): string[] {
  const tables = [...new Set([localName(table, cluster), table])];
  return tables.map(
    (name) => `ALTER TABLE ${name}${onCluster(cluster)} ADD COLUMN IF NOT EXISTS ${column}`,
  );
}

/** The table that holds a shard's own rows. */
export function localName(name: string, cluster: string | null): string {
  return cluster === null ? name : `${name}_local`;
}

/** ` ON CLUSTER name`, or nothing on one server. */
export function onCluster(cluster: string | null): string {
  return cluster === null ? "" : ` ON CLUSTER \`${cluster}\``;
}

/** MergeTree family on one server; its replicated sibling on a cluster. */
function engineOf(spec: TableSpec, cluster: string | null): string {
  if (cluster === null) return spec.engine;
  const path = "'/clickhouse/tables/{uuid}/{shard}', '{replica}'";
  return spec.engine === "MergeTree"
    ? `ReplicatedMergeTree(${path})`
    : `ReplicatedReplacingMergeTree(${path}, version)`;
}
