export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "YYYYMMDD",
  "MMM D, YYYY",
  "epoch",
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

export const ENCODINGS = ["utf-8", "utf-16le", "windows-1252"] as const;
export type FileEncoding = (typeof ENCODINGS)[number];

export const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** What a line of a group says about its entry's money. `net` is in the amount alone; `skip` leaves the line out. */
export const GROUP_ROLES = ["gross", "fees", "refunded", "net", "skip"] as const;
export type GroupRole = (typeof GROUP_ROLES)[number];
