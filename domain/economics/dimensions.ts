/** What unit economics can be asked by. */
export const ECONOMICS_DIMENSIONS = [
  "feature",
  "surface",
  "region",
  "plan",
  "model",
  "user",
] as const;
export type EconomicsDimension = (typeof ECONOMICS_DIMENSIONS)[number];

/** Rules that spread revenue that names no group; fixed weights are for the margin report alone. */
export const ECONOMICS_RULES = ["usage", "cost", "active_days", "none"] as const;

/** What the rows can be ordered by. */
export const ECONOMICS_ORDERS = [
  "spend",
  "revenue",
  "margin",
  "coverage",
  "waste",
  "generations",
  "active_users",
  "value",
] as const;
export type EconomicsOrder = (typeof ECONOMICS_ORDERS)[number];
