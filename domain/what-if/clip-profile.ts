import { grouped } from "../grouped.ts";
import type { Cell } from "./cube.ts";
import type { Scenario } from "./scenario.ts";

/** What one wanted clip takes on average, tries that fail included. */
export interface ClipProfile {
  /** Tries for each wanted clip. */
  readonly attempts: number;
  readonly failureRate: number;
  readonly cost: number;
  readonly seconds: number;
  /** Null where no GPU time was recorded. */
  readonly gpuSeconds: number | null;
  /** By how much the cost of one wanted clip spreads around the average. */
  readonly deviation: number;
}

/** What a lever asked for and the record has nothing to answer with. */
export interface Missing {
  readonly kind: "model" | "resolution" | "cost" | "seconds" | "gpu_time";
  readonly name: string;
}

/** Clips of one model and resolution, made and failed. */
interface Kind {
  readonly model: string;
  readonly resolution: string;
  readonly weight: number;
  readonly failed: number;
  readonly made: Unit;
  readonly notMade: Unit;
}

/** One try, on average; null where nobody knows. */
interface Unit {
  readonly cost: number | null;
  readonly seconds: number | null;
  readonly gpuSeconds: number | null;
  readonly deviation: number;
}

/** The levers that decide what a clip takes. */
export type ClipLevers = Pick<
  Scenario,
  "seconds" | "models" | "resolutions" | "priceFactors" | "gpu" | "failureRate" | "retryRate"
>;

/**
 * The average clip of some cells under the levers: its mix, its length, its price and how often it fails. A model or
 * resolution that was never recorded, and clips of unknown cost or length, are put into `missing`; the rest stands
 * for them. Null when the cells hold no clip, or none of a known cost.
 */
export function clipProfile(
  cells: readonly Cell[],
  levers: ClipLevers,
  missing: Missing[] = [],
): ClipProfile | null {
  const kinds = weighed(kindsOf(cells), levers, missing);
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  const recorded = kinds.reduce((sum, kind) => sum + kind.weight * kind.failed, 0) / total;
  const whole = unitOf(cells);
  const wholeFailed = unitOf(cells.filter(({ made }) => !made));
  let cost = 0;
  let seconds = 0;
  let gpuSeconds: number | null = 0;
  let failureRate = 0;
  let variance = 0;
  let known = 0;
  for (const kind of kinds) {
    const share = kind.weight / total;
    const failed = failedShare(kind.failed, recorded, levers.failureRate);
    failureRate += share * failed;
    for (const [part, unit, spare] of [
      [1 - failed, kind.made, whole],
      [failed, kind.notMade, wholeFailed.cost === null ? kind.made : wholeFailed],
    ] as const) {
      if (part <= 0) continue;
      const taken = takenBy(unit, spare, kind.model, levers, missing);
      seconds += share * part * (taken.seconds ?? 0);
      gpuSeconds =
        gpuSeconds === null || taken.gpuSeconds === null
          ? null
          : gpuSeconds + share * part * taken.gpuSeconds;
      if (taken.cost === null) continue;
      known += share * part;
      cost += share * part * taken.cost;
      variance += share * part * (taken.deviation ** 2 + taken.cost ** 2);
    }
  }
  if (known <= 0) return null;
  // Tries of unknown cost are taken to cost what the others do.
  const perTry = cost / known;
  const attempts = 1 / (1 - failureRate * levers.retryRate);
  return {
    attempts,
    failureRate,
    cost: attempts * perTry,
    seconds: attempts * seconds,
    gpuSeconds: gpuSeconds === null ? null : attempts * gpuSeconds,
    deviation: attempts * Math.sqrt(Math.max(0, variance / known - perTry ** 2)),
  };
}

function kindsOf(cells: readonly Cell[]): Kind[] {
  const groups = grouped(cells, ({ model, resolution }) => JSON.stringify([model, resolution]));
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    const weight = own.reduce((sum, { clips }) => sum + clips, 0);
    if (first === undefined || weight === 0) return [];
    const notMade = own.filter(({ made }) => !made);
    return {
      model: first.model,
      resolution: first.resolution,
      weight,
      failed: notMade.reduce((sum, { clips }) => sum + clips, 0) / weight,
      made: unitOf(own.filter(({ made }) => made)),
      notMade: unitOf(notMade),
    };
  });
}

function unitOf(cells: readonly Cell[]): Unit {
  const sums = { priced: 0, cost: 0, measured: 0, seconds: 0, timed: 0, gpuSeconds: 0, spread: 0 };
  for (const cell of cells) {
    sums.priced += cell.priced;
    sums.cost += cell.cost;
    sums.measured += cell.measured;
    sums.seconds += cell.seconds;
    sums.timed += cell.timed;
    sums.gpuSeconds += cell.gpuSeconds;
    sums.spread += cell.priced * deviationOf(cell) ** 2;
  }
  return {
    cost: sums.priced === 0 ? null : sums.cost / sums.priced,
    seconds: sums.measured === 0 ? null : sums.seconds / sums.measured,
    gpuSeconds: sums.timed === 0 ? null : sums.gpuSeconds / sums.timed,
    deviation: sums.priced === 0 ? 0 : Math.sqrt(sums.spread / sums.priced),
  };
}

/** Nine tenths less one tenth of a normal curve are this many deviations. */
const TENTHS_APART = 2.563_103;

function deviationOf({ unitCost }: Cell): number {
  return unitCost === null ? 0 : (unitCost[2] - unitCost[0]) / TENTHS_APART;
}

/** Gives the kinds the shares that the mix levers ask for. */
function weighed(kinds: readonly Kind[], levers: ClipLevers, missing: Missing[]): Kind[] {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const models = levers.models ?? sharesBy(kinds, ({ model }) => model, total);
  return Object.entries(models).flatMap(([model, share]) => {
    const own = kinds.filter((kind) => kind.model === model);
    if (own.length === 0) {
      if (share > 0) missing.push({ kind: "model", name: model });
      return [];
    }
    return byResolution(own, model, levers, missing).map((kind) => ({
      ...kind,
      weight: kind.weight * share,
    }));
  });
}

/** The kinds of one model, their weights shares that sum to 1. */
function byResolution(
  own: readonly Kind[],
  model: string,
  { resolutions }: ClipLevers,
  missing: Missing[],
): Kind[] {
  const total = own.reduce((sum, { weight }) => sum + weight, 0);
  if (resolutions === null) return own.map((kind) => ({ ...kind, weight: kind.weight / total }));
  const wanted = own.map((kind) => ({ ...kind, weight: resolutions[kind.resolution] ?? 0 }));
  for (const [resolution, share] of Object.entries(resolutions)) {
    if (share > 0 && !own.some((kind) => kind.resolution === resolution)) {
      missing.push({ kind: "resolution", name: `${model} ${resolution}` });
    }
  }
  const found = wanted.reduce((sum, { weight }) => sum + weight, 0);
  if (found === 0) return own.map((kind) => ({ ...kind, weight: kind.weight / total }));
  return wanted.map((kind) => ({ ...kind, weight: kind.weight / found }));
}

function sharesBy(kinds: readonly Kind[], nameOf: (kind: Kind) => string, total: number) {
  const shares: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const kind of kinds) {
    shares[nameOf(kind)] = (shares[nameOf(kind)] ?? 0) + kind.weight / total;
  }
  return shares;
}

/** Failures of a kind move with the whole's; where none were recorded, they are even. */
function failedShare(own: number, recorded: number, asked: number | null): number {
  if (asked === null) return own;
  return recorded === 0 ? asked : Math.min(1, (own * asked) / recorded);
}

function takenBy(
  unit: Unit,
  spare: Unit,
  model: string,
  levers: ClipLevers,
  missing: Missing[],
): Unit {
  const recorded = unit.cost ?? spare.cost;
  const length = unit.seconds ?? spare.seconds;
  if (recorded === null) missing.push({ kind: "cost", name: model });
  if (length === null && levers.seconds !== null) missing.push({ kind: "seconds", name: model });
  const longer =
    levers.seconds === null || length === null || length === 0 ? 1 : levers.seconds / length;
  const gpuTime = unit.gpuSeconds ?? spare.gpuSeconds;
  const gpuSeconds = gpuTime === null ? null : gpuTime * longer;
  const dearer = levers.priceFactors[model] ?? 1;
  if (levers.gpu !== null && gpuSeconds === null) missing.push({ kind: "gpu_time", name: model });
  const byGpu =
    levers.gpu === null || gpuSeconds === null
      ? null
      : (gpuSeconds / 3600) * (levers.gpu.perHour / levers.gpu.utilisation);
  const byPrice = recorded === null ? null : recorded * longer * dearer;
  const cost = byGpu ?? byPrice;
  const scale = recorded === null || recorded === 0 || cost === null ? 0 : cost / recorded;
  return {
    cost,
    seconds: levers.seconds !== null && length !== 0 ? levers.seconds : length,
    gpuSeconds,
    deviation: unit.deviation * scale,
  };
}
