import type { ConcentrationAnswer } from "../../api/contract/clip-costs.ts";
import { ratio } from "../format/money.ts";

/** A part of the users, the largest spenders first, and their part of the spend. */
export interface ConcentrationPoint {
  /** 0…1, of all users. */
  readonly users: number;
  readonly count: number;
  readonly spend: string;
  /** 0…1, of what users spent; null when they spent nothing. */
  readonly share: number | null;
}

/** The points of the curve, from few users to all. */
export function concentrationCurve(answer: ConcentrationAnswer): readonly ConcentrationPoint[] {
  return answer.points.map((point) => ({
    users: point.share / 100,
    count: point.users,
    spend: point.spend,
    share: ratio(point.spend, answer.spend),
  }));
}

const TELLING = 0.01;

/** The point to say in words: one in a hundred users, or the one nearest above it. */
export function tellingPoint(points: readonly ConcentrationPoint[]): ConcentrationPoint | null {
  return points.find(({ users }) => users >= TELLING) ?? null;
}
