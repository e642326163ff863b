/** The fields that say to whom and to what a generation belongs. */
export const ATTRIBUTION_FIELDS = [
  "feature",
  "user",
  "customer",
  "surface",
  "region",
  "platform",
  "plan",
] as const;
export type AttributionField = (typeof ATTRIBUTION_FIELDS)[number];

/** What stands where nobody said anything. */
export const NONE = "(none)";

export const MAX_ATTRIBUTION_BYTES = 200;
export const MAX_TAGS = 20;

export type AttributionValues = Readonly<Partial<Record<AttributionField, string>>> & {
  readonly tags?: Readonly<Record<string, string>>;
};

/** Every field filled, `(none)` where unknown. */
export type Attribution = Readonly<Record<AttributionField, string>> & {
  readonly tags: Readonly<Record<string, string>>;
};
