import type { Attempt } from "./cell-fault.ts";
import type { Cells, CompiledMapping } from "./compile-mapping.ts";
import type { FieldSource } from "./mapping.ts";

/** The time over which a row's amount is earned; null when the mapping or the row has none, or there is a fault. */
export function readPeriod(
  compiled: CompiledMapping,
  cells: Cells,
  occurredAtMs: number,
  attempt: Attempt,
): { readonly from: string; readonly to: string } | null {
  const { calendar, mapping } = compiled;
  const { period } = mapping;
  if (period === undefined) return null;
  if ("months" in period) {
    return shown(occurredAtMs, calendar.monthsAfter(occurredAtMs, period.months));
  }
  const dateIn = (source: FieldSource, name: string): number | null => {
    const bound = compiled.bind(source, name);
    return attempt(bound.column, bound.shown(cells), () => {
      const text = bound.text(cells);
      return text === "" ? null : calendar.read(text);
    });
  };
  if ("month_of" in period) {
    const atMs = dateIn(period.month_of, "period");
    if (atMs === null) return null;
    const { fromMs, toMs } = calendar.monthAround(atMs);
    return shown(fromMs, toMs);
  }
  const from = dateIn(period.from, "period.from");
  const to = dateIn(period.to, "period.to");
  if (from === null || to === null) return null;
  return shown(from, period.last_day_included === true ? calendar.dayAfter(to) : to);
}

function shown(fromMs: number, toMs: number) {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
