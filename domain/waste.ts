import { NONE } from "./attribution-fields.ts";

/**
 * Causes of waste, in the order in which they are asked: a generation has at most one, so the parts sum to the whole.
 * `failed` counts what failed, cancelled or expired generations still cost; `blocked` what moderation stopped after it
 * started; `never_downloaded` finished clips that nobody has fetched so far, where downloads pass here and are seen;
 * `duplicate` the same prompt by the same user within DUPLICATE_WINDOW_MS before.
 */
export const WASTE_CAUSES = ["failed", "blocked", "never_downloaded", "duplicate"] as const;

/** What the dimension `waste` may be: a cause, or NOT_WASTED. */
export const NOT_WASTED = NONE;
export const WASTE_VALUES = [...WASTE_CAUSES, NOT_WASTED] as const;

export type WasteCause = (typeof WASTE_CAUSES)[number];

export const DUPLICATE_WINDOW_MS = 10 * 60 * 1000;
