/** By what a list of generations is ordered; with "-" in front the newest, dearest or slowest first. */
export const GENERATION_ORDERS = ["-created", "created", "-cost", "cost", "-took", "took"] as const;
export type GenerationOrder = (typeof GENERATION_ORDERS)[number];
