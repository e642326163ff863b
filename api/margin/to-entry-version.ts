import type { EntryVersion } from "../../domain/finance/entry-versions.ts";
import { parseNano } from "../../domain/money.ts";

/** A revenue entry, or a version of one, as the books store it. */
interface StoredEntry {
  readonly occurredAt: Date;
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
  readonly amount: string;
  readonly currency: string;
  /** Absent where nobody asks for it. */
  readonly group?: string;
  /** Both absent for an entry as it is now. */
  readonly recorded?: number;
  readonly deletedAt?: Date | null;
}

/** Reads a stored entry as recognition takes it. */
export function toEntryVersion(entry: StoredEntry): EntryVersion {
  const { occurredAt, periodFrom, periodTo, amount, currency, group = "" } = entry;
  return {
    recorded: entry.recorded ?? 0,
    deleted: entry.deletedAt != null,
    occurredMs: occurredAt.getTime(),
    period:
      periodFrom === null || periodTo === null
        ? null
        : { fromMs: periodFrom.getTime(), toMs: periodTo.getTime() },
    amount: parseNano(amount),
    currency,
    group,
  };
}
