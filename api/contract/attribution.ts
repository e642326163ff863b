import { z } from "@hono/zod-openapi";
import { MAX_ATTRIBUTION_BYTES, MAX_TAGS } from "../../domain/attribution-fields.ts";

/** An attribution value: 1–200 bytes of UTF-8 without control characters. */
export const attributionValue = z
  .string()
  .min(1)
  .refine((text) => new TextEncoder().encode(text).length <= MAX_ATTRIBUTION_BYTES, {
    message: `must be at most ${MAX_ATTRIBUTION_BYTES} bytes`,
  })
  .refine((text) => !/\p{Cc}/u.test(text), { message: "must not hold control characters" })
  .refine((text) => !/\p{Surrogate}/u.test(text), { message: "must be valid Unicode" });

const tags = z
  .record(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/), attributionValue)
  .refine((value) => Object.keys(value).length <= MAX_TAGS, {
    message: `must hold at most ${MAX_TAGS} tags`,
  });

/** Attribution that a key pins (cannot be overridden) or gives as defaults. */
export const attributionValues = z
  .strictObject({
    feature: attributionValue.optional(),
    user: attributionValue.optional(),
    customer: attributionValue.optional(),
    surface: attributionValue.optional(),
    region: attributionValue.optional(),
    platform: attributionValue.optional(),
    plan: attributionValue.optional(),
    tags: tags.optional(),
  })
  .openapi("AttributionValues");
export type AttributionValuesInput = z.infer<typeof attributionValues>;
