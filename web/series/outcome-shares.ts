import type { BreakdownRow } from "../../api/contract/analytics.ts";
import type { GenerationState } from "../../domain/generation.ts";

/** What became of clips: each is in one group. */
export const OUTCOME_GROUPS = ["kept", "unfetched", "failed", "blocked", "open"] as const;
export type OutcomeGroup = (typeof OUTCOME_GROUPS)[number];

/** The states whose clips a group holds; finished ones are told apart by their downloads. */
export const OUTCOME_STATES = {
  kept: ["succeeded"],
  unfetched: ["succeeded"],
  failed: ["failed", "cancelled", "expired"],
  blocked: ["blocked"],
  open: ["held", "submitted", "running", "lost"],
} as const satisfies Record<OutcomeGroup, readonly GenerationState[]>;

export type OutcomeCounts = Readonly<Record<OutcomeGroup, number>>;

export interface ModelOutcomes {
  readonly model: string;
  readonly clips: number;
  readonly counts: OutcomeCounts;
}

/** The clips of each model by what became of them, most clips first; the counts sum to the rows' generations. */
export function outcomeShares(rows: readonly BreakdownRow[]): readonly ModelOutcomes[] {
  const models = new Map<string, Record<OutcomeGroup, number>>();
  for (const row of rows) {
    const model = row.values["model"] ?? "";
    const counts = models.get(model) ?? { kept: 0, unfetched: 0, failed: 0, blocked: 0, open: 0 };
    const state = row.values["status"] ?? "";
    if (state === "succeeded") {
      counts.kept += row.delivered;
      counts.unfetched += row.generations - row.delivered;
    } else counts[groupOf(state)] += row.generations;
    models.set(model, counts);
  }
  return [...models]
    .map(([model, counts]) => ({
      model,
      counts,
      clips: OUTCOME_GROUPS.reduce((sum, group) => sum + counts[group], 0),
    }))
    .toSorted((a, b) => b.clips - a.clips || (a.model < b.model ? -1 : 1));
}

function groupOf(state: string): OutcomeGroup {
  const isOf = (states: readonly string[]) => states.includes(state);
  return (["failed", "blocked"] as const).find((group) => isOf(OUTCOME_STATES[group])) ?? "open";
}
