/** What prices are most often conditional on, offered while a condition is typed. */
export const DIMENSION_NAMES = [
  "size",
  "resolution",
  "seconds",
  "audio",
  "operation",
  "mode",
  "outcome",
  "input_reference",
] as const;
