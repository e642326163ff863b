import { parseNano } from "../../domain/money.ts";
import { ratio } from "../format/money.ts";

/** Where the parts of a bar end, 0…1 of its width. For pixels only. */
export interface UsageBar {
  readonly used: number;
  readonly held: number;
}

/**
 * The widths of what is used and what is held of a limit. A limit that was lowered below what is used fills the bar;
 * a limit of zero is full.
 */
export function usageBar(row: {
  readonly used: string;
  readonly held: string;
  readonly limit: string;
}): UsageBar {
  if (parseNano(row.limit) === 0n) return { used: 1, held: 0 };
  const used = Math.min(1, Math.max(0, ratio(row.used, row.limit) ?? 0));
  const held = Math.min(1 - used, Math.max(0, ratio(row.held, row.limit) ?? 0));
  return { used, held };
}
