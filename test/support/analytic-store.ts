import { openClickHouse, type ClickHouse } from "../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../db/clickhouse/migrate.ts";
import type { TestDataPlane } from "./data-plane.ts";

/** The product's analytic schema in a fresh database of a test's data plane; close it after use. */
export async function openAnalyticStore(plane: TestDataPlane): Promise<ClickHouse> {
  const { url } = await plane.freshClickHouse();
  const ch = openClickHouse({ url, cluster: null });
  await migrateClickHouse(ch, url);
  return ch;
}
