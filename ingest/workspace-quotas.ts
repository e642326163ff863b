import type { DirectoryRows } from "../db/postgres/directory-rows.ts";
import { gateOf, quotaRuleOf } from "../domain/quota/stored-quotas.ts";
import type { WorkspaceQuotas } from "./directory.ts";

/** The quotas of each workspace that has any. @throws RangeError for a rule that this build can't read. */
export function workspaceQuotas(
  rows: Pick<DirectoryRows, "quotaRules" | "gates" | "userBlocks">,
): ReadonlyMap<string, WorkspaceQuotas> {
  const rules = grouped(rows.quotaRules, quotaRuleOf);
  const gates = grouped(rows.gates, gateOf);
  const blocks = grouped(rows.userBlocks, ({ userId, untilAt }) => ({
    userId,
    untilMs: untilAt?.getTime() ?? null,
  }));
  const ids = new Set([...rules.keys(), ...gates.keys(), ...blocks.keys()]);
  return new Map(
    Array.from(ids, (id) => [
      id,
      {
        rules: rules.get(id) ?? [],
        gates: gates.get(id) ?? [],
        blocks: new Map((blocks.get(id) ?? []).map((block) => [block.userId, block])),
      },
    ]),
  );
}

function grouped<Row extends { readonly workspaceId: string }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(row.workspaceId) ?? [];
    group.push(read(row));
    groups.set(row.workspaceId, group);
  }
  return groups;
}
