import type { RhythmAnswer } from "../../api/contract/analytics.ts";
import { toPixelValue } from "../format/money.ts";
import { measureValue, type Measure, type Value } from "./measure.ts";

/** One hour of a weekday. */
export interface HeatCell {
  readonly value: Value;
  /** Zero where nothing happened. */
  readonly generations: number;
  /** How strongly it is coloured, 0…1: the root of its share of the largest. For pixels only. */
  readonly strength: number;
}

/** Seven rows of 24 cells, Monday first. */
export function heatGrid(answer: RhythmAnswer, measure: Measure): readonly (readonly HeatCell[])[] {
  const found = new Map(answer.cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell]));
  const size = (value: Value) => (value === null ? 0 : Math.abs(toPixelValue(value)));
  const largest = Math.max(
    Number.MIN_VALUE,
    ...answer.cells.map((cell) => size(measureValue(measure, cell))),
  );
  return Array.from({ length: 7 }, (_day, day) =>
    Array.from({ length: 24 }, (_hour, hour) => {
      const cell = found.get(`${day + 1} ${hour}`);
      const value = cell === undefined ? null : measureValue(measure, cell);
      return {
        value,
        generations: cell?.generations ?? 0,
        strength: Math.sqrt(size(value) / largest),
      };
    }),
  );
}
