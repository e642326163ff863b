import { z } from "zod";

/** Which settled generations a re-rating is about; null asks for all. */
export const rerateScope = z.object({
  /** By creation, half open, ms. */
  fromMs: z.int(),
  toMs: z.int(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  feature: z.string().nullable(),
  upstream: z.string().nullable(),
  /** Only those without a known cost. */
  unpricedOnly: z.boolean(),
});
export type RerateScope = z.output<typeof rerateScope>;
