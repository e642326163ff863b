import type { ClickHouse } from "./client.ts";
import { localName, onCluster } from "./tables.ts";

/**
 * Removes a workspace's generations older than its retention. Request records go by their own TTL. The rollups of
 * those days are rebuilt by whoever calls this.
 * @returns the UTC days that lost rows.
 */
export async function expireGenerations(
  ch: ClickHouse,
  workspaceId: string,
  beforeMs: number,
): Promise<string[]> {
  const params = { workspace: workspaceId, before: new Date(beforeMs).toISOString() };
  const where =
    "workspace_id = {workspace:String} AND created_at < parseDateTime64BestEffort({before:String}, 3, 'UTC')";
  const result = await ch.client.query({
    query: `SELECT DISTINCT toString(toDate(created_at)) AS day FROM generations_v1 WHERE ${where} ORDER BY day`,
    query_params: params,
    format: "JSONEachRow",
  });
  const days = (await result.json<{ day: string }>()).map(({ day }) => day);
  if (days.length > 0) {
    const table = localName("generations_v1", ch.cluster);
    await ch.client.command({
      query: `DELETE FROM ${table}${onCluster(ch.cluster)} WHERE ${where}`,
      query_params: params,
    });
  }
  return days;
}
