import type { DaySpan } from "../finance/calendar-day.ts";

/** Puts spans that share a day into one, in the order of days; those that only touch stay apart. */
export function mergeSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  const merged: { first: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.first - b.first)) {
    const last = merged.at(-1);
    if (last !== undefined && span.first < last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ first: span.first, end: span.end });
  }
  return merged;
}
