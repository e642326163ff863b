import { z } from "@hono/zod-openapi";
import { CUSTOM_PROVIDER, PROVIDERS } from "../../domain/provider-catalogue.ts";
import { wireSchema } from "../../domain/wire/wire-schema.ts";
import { slug } from "./keys.ts";
import { amountInput, decimal, instant, pageOf, uuid } from "./scalars.ts";

/** Wires Reelmeter speaks. `openai` also serves self-hosted servers with the same API; `custom` needs a `wire`. */
export const provider = z.enum([...PROVIDERS, CUSTOM_PROVIDER]);

const credential = z
  .string()
  .trim()
  .min(1)
  .max(4_096)
  .regex(/^[\x21-\x7e]+$/, { message: "must be printable ASCII without spaces" });
const webhookSecret = z.string().trim().min(1).max(1_024);
/** A dedicated upstream: its GPU time is measured and priced by the hour. */
const gpuInput = z.strictObject({
  type: z.string().trim().min(1).max(64),
  /** A part of a GPU where several upstreams share one: 0.5 is half of it. */
  count: z.number().min(0.000001).max(100_000).refine(hasSixDecimals, {
    message: "must have at most 6 decimals",
  }),
  usd_per_hour: amountInput,
});

function hasSixDecimals(value: number): boolean {
  return Number(value.toFixed(6)) === value;
}

/** From which quarter hour on `gpu` counts; absent: from the one that runs. */
const gpuValidFrom = instant.optional();

export const upstreamInput = z
  .strictObject({
    slug,
    provider,
    base_url: z.string().min(1).max(2_000).openapi({ example: "https://api.openai.com/v1" }),
    /** Write-only: answers hold its last four characters. */
    credential,
    webhook_secret: webhookSecret.nullish(),
    /** Needed for private and loopback addresses. Link-local addresses are never allowed. */
    allow_private: z.boolean().default(false),
    gpu: gpuInput.nullish(),
    gpu_valid_from: gpuValidFrom,
    /** How a custom provider's wire goes. */
    wire: wireSchema.nullish(),
  })
  .superRefine((input, ctx) => {
    const described = input.wire != null;
    if (described === (input.provider === CUSTOM_PROVIDER)) return;
    const message = described
      ? "is for upstreams of the provider custom"
      : "must describe the wire of a custom upstream";
    ctx.addIssue({ code: "custom", path: ["wire"], message });
  })
  .openapi("UpstreamInput");
export type UpstreamInput = z.input<typeof upstreamInput>;

/** What is absent stays as it is; null removes. The slug never changes. */
export const upstreamPatch = z
  .strictObject({
    base_url: z.string().min(1).max(2_000).optional(),
    credential: credential.optional(),
    webhook_secret: webhookSecret.nullish(),
    allow_private: z.boolean().optional(),
    /** Another size or price of its fleet from then on; null: it has no GPUs of its own from then on. */
    gpu: gpuInput.nullish(),
    gpu_valid_from: gpuValidFrom,
    wire: wireSchema.optional(),
    disabled: z.boolean().optional(),
  })
  .openapi("UpstreamPatch");
export type UpstreamPatch = z.input<typeof upstreamPatch>;

export const upstreamRow = z
  .object({
    id: uuid,
    slug: z.string(),
    provider: z.string(),
    base_url: z.string(),
    credential_last4: z.string(),
    has_webhook_secret: z.boolean(),
    allow_private: z.boolean(),
    /** Its dedicated GPUs as they are now. */
    gpu: z.object({ type: z.string(), count: z.number(), usd_per_hour: decimal }).nullable(),
    /** Of provider custom: its wire, every default filled in. */
    wire: z.record(z.string(), z.unknown()).nullable(),
    /** Why the wire can't be used: then no call passes, and open jobs wait. */
    wire_fault: z.string().nullable(),
    /** What to set as the SDK's base URL. */
    proxy_url: z.string(),
    /** Where the provider should send its webhooks. */
    webhook_url: z.string(),
    created_at: instant,
    disabled_at: instant.nullable(),
  })
  .openapi("UpstreamRow");
export type UpstreamRow = z.infer<typeof upstreamRow>;

export const upstreamsAnswer = pageOf(upstreamRow).openapi("UpstreamsAnswer");
export type UpstreamsAnswer = z.infer<typeof upstreamsAnswer>;
