import { FINAL_STATES } from "../../../domain/generation.ts";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";

const FINALS = FINAL_STATES.map((state) => `'${state}'`).join(", ");
const NAMES = ["provider", "model", "feature", "upstream"] as const;

/** `FROM` and `WHERE` of a workspace's settled generations in a scope, in their last version. */
export function ratedFrom(
  workspaceId: string,
  scope: RerateScope,
): { readonly sql: string; readonly params: Readonly<Record<string, unknown>> } {
  const params: Record<string, unknown> = {
    workspace: workspaceId,
    from_ms: scope.fromMs,
    to_ms: scope.toMs,
  };
  const conditions = NAMES.flatMap((name) => {
    const value = scope[name];
    if (value === null) return [];
    params[`only_${name}`] = value;
    return [`${name} = {only_${name}:String}`];
  });
  if (scope.unpricedOnly) conditions.push("cost_basis = 'unpriced'");
  return {
    sql: `FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String}
  AND created_at >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')
  AND created_at < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')
  AND ${[`state IN (${FINALS})`, ...conditions].join("\n  AND ")}`,
    params,
  };
}
