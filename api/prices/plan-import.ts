import { grouped } from "../../domain/grouped.ts";
import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import { priceFingerprint, priceSubject, type PriceContent } from "./price-content.ts";

export interface ImportStep {
  readonly outcome: "added" | "unchanged" | "shipped";
  readonly content: PriceContent;
  /** When the new version counts as written, ms: never before the row above it, and after one that it contends with. */
  readonly createdAtMs: number;
}

/**
 * Decides what each row of an import does to a workspace's own versions, which come in the order in which they were
 * written. Of the rows about one subject, those that the book's latest versions about it say already are unchanged and
 * the rest is added behind them: so the last row counts, and an export imported again changes nothing.
 */
export function planImport(
  rows: readonly { readonly own: boolean; readonly content: PriceContent }[],
  own: readonly PriceRecord[],
  nowMs: number,
): readonly ImportStep[] {
  const stored = grouped(own, priceSubject);
  const given = grouped(
    rows.filter((row) => row.own).map((row) => row.content),
    priceSubject,
  );
  const known = new Set(
    [...given].flatMap(([subject, contents]) =>
      contents.slice(0, overlap(stored.get(subject) ?? [], contents)),
    ),
  );
  const latest = new Map<string, number>();
  for (const row of own) latest.set(rivalry(row), row.createdAt.getTime());
  let lastMs = nowMs;
  return rows.map(({ own: isOwn, content }) => {
    const step = { content, createdAtMs: nowMs };
    if (!isOwn) return { ...step, outcome: "shipped" };
    if (known.has(content)) return { ...step, outcome: "unchanged" };
    lastMs = Math.max(lastMs, (latest.get(rivalry(content)) ?? 0) + 1);
    latest.set(rivalry(content), lastMs);
    return { ...step, outcome: "added", createdAtMs: lastMs };
  });
}

/** How many of the first rows are, in this order, the latest of the stored ones. */
function overlap(stored: readonly PriceContent[], given: readonly PriceContent[]): number {
  const [before, after] = [stored.map(priceFingerprint), given.map(priceFingerprint)];
  for (let length = Math.min(before.length, after.length); length > 0; length -= 1) {
    const tail = before.slice(-length);
    if (tail.every((each, index) => each === after[index])) return length;
  }
  return 0;
}

/** Versions with the same rivalry can fit one request with the same rank; then the later written one counts. */
function rivalry({ book, provider, model, conditions, validFrom }: PriceContent): string {
  return JSON.stringify([
    book,
    provider,
    model,
    Object.keys(conditions).length,
    validFrom.getTime(),
  ]);
}
