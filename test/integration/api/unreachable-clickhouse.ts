import { openClickHouse, type ClickHouse } from "../../../db/clickhouse/client.ts";

/** A store that never answers, for tests of what Postgres alone knows. */
export function unreachableClickHouse(): ClickHouse {
  return openClickHouse({ url: "http://127.0.0.1:1/none", cluster: null });
}
