import { clipProfile, type ClipProfile } from "../../domain/what-if/clip-profile.ts";
import type { Cube } from "../../domain/what-if/cube.ts";
import { scenarioInput } from "../../domain/what-if/scenario.ts";

/** What the levers stand at before anybody moves them. */
export interface Recorded {
  readonly clip: ClipProfile | null;
  /** Share of each model's clips, largest first. */
  readonly models: readonly { readonly name: string; readonly share: number }[];
  readonly plans: readonly string[];
  /** Clips per active user and week. */
  readonly clipsPerWeek: number | null;
  /** Currencies of revenue other than the cube's. */
  readonly currencies: readonly string[];
  readonly payingPlans: readonly string[];
  readonly clips: number;
  readonly unpriced: number;
}

const MOST_MODELS = 6;

export function recordedOf(cube: Cube): Recorded {
  const clips = cube.cells.reduce((sum, cell) => sum + cell.clips, 0);
  const byModel = new Map<string, number>();
  for (const { model, clips: own } of cube.cells) {
    byModel.set(model, (byModel.get(model) ?? 0) + own);
  }
  const users = cube.plans.reduce((sum, plan) => sum + plan.activeUsers, 0);
  const largestFirst = cube.plans.toSorted((a, b) => b.activeUsers - a.activeUsers);
  return {
    clip: clipProfile(cube.cells, scenarioInput.parse({})),
    models: [...byModel]
      .map(([name, own]) => ({ name, share: own / clips }))
      .toSorted((a, b) => b.share - a.share)
      .slice(0, MOST_MODELS),
    plans: largestFirst.map(({ plan }) => plan),
    clipsPerWeek: users === 0 ? null : ((clips / users) * 7) / cube.days,
    currencies: [...new Set(cube.revenue.map(({ currency }) => currency))]
      .filter((currency) => currency !== cube.currency)
      .toSorted(),
    payingPlans: [...new Set(cube.revenue.map(({ plan }) => plan))].toSorted(),
    clips,
    unpriced: cube.cells.reduce((sum, cell) => sum + cell.clips - cell.priced, 0),
  };
}
