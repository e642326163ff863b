import { createHash } from "node:crypto";
import { allocate } from "../../domain/allocate.ts";
import { createSeededRandom } from "../../simulator/seeded-random.ts";
import { drawClip, type Clip } from "./draw-clip.ts";
import { activity, HISTORY_DAYS } from "./launch-plan.ts";
import { openTill, type Payment } from "./revenue-of.ts";

export interface HistoryOptions {
  readonly seed: number;
  /** Clips over the whole year. */
  readonly generations: number;
  /** The history ends here (ms since the epoch). */
  readonly endMs: number;
}

/** One day of the year that was. */
export interface HistoryDay {
  readonly day: number;
  readonly clips: readonly Clip[];
  readonly payments: readonly Payment[];
}

const DAY_MS = 86_400_000;
const WEIGHT_STEPS = 1_000_000;

/**
 * Generates a year of clips and payments, a day at a time, oldest first. The same options give the same data, to
 * the last id.
 */
export function* generateHistory(options: HistoryOptions): Generator<HistoryDay, void, undefined> {
  const firstMs = Math.floor(options.endMs / DAY_MS) * DAY_MS - (HISTORY_DAYS - 1) * DAY_MS;
  const counts = clipsPerDay(options, firstMs);
  // Wide enough that most users make a few clips, and a few make very many.
  const till = openTill();
  const population = Math.max(40, Math.round(options.generations / 60));

  for (const [day, count] of counts.entries()) {
    const random = createSeededRandom(seedOf(options.seed, day));
    const startMs = firstMs + day * DAY_MS;
    const lengthMs = Math.min(DAY_MS, options.endMs - startMs);
    const usedToday = new Map<string, number>();
    const clips: Clip[] = [];
    for (let index = 0; index < count; index += 1) {
      clips.push(drawClip({ random, day, startMs, lengthMs, population, usedToday }));
    }
    clips.sort((a, b) => a.createdAtMs - b.createdAtMs);
    const payments = clips.flatMap(till);
    yield { day, clips, payments };
  }
}

/** Splits the clips over the days by how busy each is; the parts sum to the whole. The last day is a part of a day. */
function clipsPerDay(options: HistoryOptions, firstMs: number): number[] {
  const weights = Array.from({ length: HISTORY_DAYS }, (_, day) => {
    const startMs = firstMs + day * DAY_MS;
    const share = Math.min(1, (options.endMs - startMs) / DAY_MS);
    const weekday = new Date(startMs).getUTCDay();
    return BigInt(Math.round(activity(day, weekday) * share * WEIGHT_STEPS));
  });
  return allocate(BigInt(options.generations), weights).map(Number);
}

/** Each day has its own sequence, so that a day does not depend on how many clips the days before had. */
function seedOf(seed: number, day: number): number {
  return createHash("sha256").update(`${seed}/${day}`).digest().readUInt32LE(0);
}
