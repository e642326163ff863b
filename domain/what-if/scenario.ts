import { z } from "zod";

const share = z.number().min(0).max(1);
const positive = z.number().positive().max(1e12);
const factor = z.number().min(0).max(1000);
const name = z.string().min(1).max(200);
const shares = z
  .record(name, share)
  .refine((given) => Math.abs(sumOf(given) - 1) < 0.001, { message: "must sum to 1" });

const curve = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("flat") }),
  z.strictObject({
    kind: z.literal("spike"),
    peak: z.number().min(1).max(100),
    halfLifeDays: z.number().positive().max(365),
  }),
  z.strictObject({ kind: z.literal("ramp"), days: z.int().min(1).max(365) }),
]);

/** The factors that one in ten outcomes lie below and above: 0.8 and 1.3 of what was assumed, say. */
const range = z
  .strictObject({ low: z.number().min(0.01).max(1), high: z.number().min(1).max(100) })
  .readonly();
export type FactorRange = z.output<typeof range>;

/** People who have no video yet and are given it. */
const launch = z.strictObject({
  eligibleUsers: z.number().min(0).max(1e10),
  /** Share of them who make clips at all. */
  adoption: share,
  clipsPerWeek: z.number().min(0).max(1000),
  /** The plan whose quotas hold for them and whose users' habits theirs are like. */
  plan: name,
  curve: curve.default({ kind: "flat" }),
  /** Share of those who make clips that pays for the plan, and what it pays in a month. */
  payingShare: share.default(0),
  planPrice: z.number().min(0).max(1e6).default(0),
  /** Packs that one of them buys in a month. */
  packsPerMonth: z.number().min(0).max(1000).default(0),
  packPrice: z.number().min(0).max(1e6).default(0),
});

/** What a scenario changes; what is left out stays as recorded. Amounts in the cube's currency. */
export const scenarioInput = z.strictObject({
  days: z.int().min(1).max(365).default(90),
  /** False: what was recorded goes away, and the launch stands alone. */
  recorded: z.boolean().default(true),
  launch: launch.nullable().default(null),
  /** Seconds of video of every clip. */
  seconds: positive.nullable().default(null),
  models: shares.nullable().default(null),
  resolutions: shares.nullable().default(null),
  /** Times what a clip of the model costs. */
  priceFactors: z.record(name, factor).default({}),
  /** What GPUs cost, in place of prices. Utilisation: share of their time that makes clips. */
  gpu: z
    .strictObject({ perHour: z.number().min(0).max(1e6), utilisation: share.gt(0) })
    .nullable()
    .default(null),
  /** GPUs that there are; null: as many as are needed. */
  gpus: z.int().min(1).max(1e8).nullable().default(null),
  failureRate: share.max(0.99).nullable().default(null),
  /** Share of failed clips that is tried again, beyond what was recorded. */
  retryRate: share.max(0.99).default(0),
  quotas: z
    .array(
      z.strictObject({
        plan: name,
        clips: z.int().min(0).max(100_000),
        window: z.enum(["day", "week", "month"]),
      }),
    )
    .max(50)
    .default([]),
  /** Times what each plan brings in. */
  planPriceFactors: z.record(name, factor).default({}),
  /** Units of the cube's currency for one of another. */
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), positive).default({}),
  /** How far off each assumption may be. Without one it is taken for certain. */
  ranges: z
    .strictObject({
      adoption: range.optional(),
      clipsPerWeek: range.optional(),
      volume: range.optional(),
      clipCost: range.optional(),
      revenue: range.optional(),
    })
    .default({}),
  seed: z.int().min(0).max(4_294_967_295).default(1),
});
export type Scenario = z.output<typeof scenarioInput>;

/** Days of each window of a quota. */
export const WINDOW_DAYS = { day: 1, week: 7, month: 30.4375 } as const;
export const DAYS_PER_MONTH = WINDOW_DAYS.month;

function sumOf(given: Readonly<Record<string, number>>): number {
  return Object.values(given).reduce((sum, part) => sum + part, 0);
}
