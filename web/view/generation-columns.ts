/** What a list of generations can show of each besides its time, in the order of the table. */
export const GENERATION_COLUMNS = [
  "status",
  "cost",
  "feature",
  "user",
  "surface",
  "model",
  "length",
  "gpu",
  "took",
  "basis",
  "region",
  "platform",
  "plan",
  "customer",
  "upstream",
  "failure",
  "id",
] as const;
export type GenerationColumn = (typeof GENERATION_COLUMNS)[number];
