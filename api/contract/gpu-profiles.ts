import { z } from "@hono/zod-openapi";
import { isDecimal, parseNano } from "../../domain/money.ts";
import { slug } from "./keys.ts";
import { dateOrInstant } from "./prices.ts";
import { amountInput, decimal, instant, pageOf, uuid } from "./scalars.ts";

const aboveZero = amountInput.refine((text) => !isDecimal(text) || parseNano(text) > 0n, {
  message: "must be more than zero",
});
const gpusPerRun = aboveZero.refine((text) => /^\d{1,6}(\.\d{1,6})?$/.test(text), {
  message: "must have at most 6 whole digits and 6 decimals",
});
const name = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    .refine((text) => !/[\u0000-\u001f\u007f]|[\ud800-\udfff]/u.test(text), {
      message: "holds a character that can't be stored",
    });

/** What is stated of the GPUs behind a model; at least one fact. Of each the most specific statement counts. */
export const gpuProfileInput = z
  .strictObject({
    /** Built in, or named by the wire of a custom upstream. */
    provider: name(100),
    /** A slug; absent: all upstreams of the provider. */
    upstream: slug.nullish(),
    /** `*` is any model. */
    model: name(200).default("*"),
    /** Over all GPUs of a run; for models that report no GPU time on GPUs that aren't one's own. */
    gpu_seconds_per_video_second: aboveZero.nullish(),
    /** The name that the price book has for the machine: the dimension `hardware` of what is admitted from then on. */
    hardware: name(200).nullish(),
    /** How many GPUs one run takes, or what part of one. Without it: one where time is reported, all where it is measured. */
    gpus_per_run: gpusPerRun.nullish(),
    gpu_type: name(64).nullish(),
    /** Now when absent. A date means its start in UTC. */
    valid_from: dateOrInstant.optional(),
    valid_to: dateOrInstant.nullish(),
  })
  .refine(
    (profile) =>
      [
        profile.gpu_seconds_per_video_second,
        profile.hardware,
        profile.gpus_per_run,
        profile.gpu_type,
      ].some((fact) => fact != null),
    {
      path: ["gpu_seconds_per_video_second"],
      message: "or hardware, gpus_per_run or gpu_type must be given: a profile states something",
    },
  )
  .openapi("GpuProfileInput");
export type GpuProfileInput = z.input<typeof gpuProfileInput>;

export const gpuProfileRow = z
  .object({
    id: uuid,
    provider: z.string(),
    upstream: z.string().nullable(),
    model: z.string(),
    gpu_seconds_per_video_second: decimal.nullable(),
    hardware: z.string().nullable(),
    gpus_per_run: decimal.nullable(),
    gpu_type: z.string().nullable(),
    valid_from: instant,
    valid_to: instant.nullable(),
    created_at: instant,
    created_by: z.string().nullable(),
  })
  .openapi("GpuProfileRow");
export type GpuProfileRow = z.infer<typeof gpuProfileRow>;

export const gpuProfilesAnswer = pageOf(gpuProfileRow).openapi("GpuProfilesAnswer");
export type GpuProfilesAnswer = z.infer<typeof gpuProfilesAnswer>;
