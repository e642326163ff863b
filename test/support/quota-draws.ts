import { randomBytes } from "node:crypto";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import type { QuotaCreate, QuotaOutcome } from "./quota-orders.ts";

/** Draws of one seeded generator, in [0, 1). */
export interface Draws {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError for an empty list. */
  one<T>(list: readonly T[]): T;
  /** Of any user, or of this one. */
  create(createdAtMs: number, user?: string): QuotaCreate;
  /** Below, at or above what was held, or a failure with or without a bill. */
  outcome(create: QuotaCreate, options?: { readonly overruns: boolean }): QuotaOutcome;
}

export const USERS = ["u_1", "u_2", "u_3"] as const;
const SECOND = 1_000_000_000n;
/** No round sums: a nano that is lost shows. */
const USD = 123_456_789n;

export function drawsOf(random: () => number): Draws {
  const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const chance = (probability: number) => random() < probability;
  const one = <T>(list: readonly T[]): T => {
    const found = list[whole(0, list.length - 1)];
    if (found === undefined) throw new RangeError("nothing to draw from");
    return found;
  };
  const share = (amount: bigint, overruns: boolean) =>
    (amount * BigInt(one(overruns ? [0, 1, 2, 3, 4, 4, 4, 5, 6] : [0, 1, 2, 3, 4, 4]))) / 4n;
  return {
    whole,
    chance,
    one,
    create(createdAtMs, user = one(USERS)) {
      return {
        generationId: uuidV7(createdAtMs, randomBytes(10)),
        createdAtMs,
        user,
        plan: user === "u_3" ? "pro" : "free",
        feature: one(["remix", "story"]),
        seconds: SECOND * BigInt(one([2, 4, 8])),
        cost: USD * BigInt(whole(0, 8)),
      };
    },
    outcome(create, { overruns } = { overruns: true }) {
      if (chance(0.25)) return { status: "failed", seconds: null, cost: null };
      if (chance(0.15)) {
        return { status: "failed", seconds: null, cost: share(create.cost, overruns) };
      }
      const seconds = chance(0.15) ? null : share(create.seconds, overruns);
      return { status: "succeeded", seconds, cost: share(create.cost, overruns) };
    },
  };
}
