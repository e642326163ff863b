import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { HeatCell } from "../../series/heat-grid.ts";
import type { Measure } from "../../series/measure.ts";
import { heatColor } from "./heat-color.ts";
import { measureText } from "./measure-text.ts";

interface HeatTableProps {
  readonly caption: string;
  /** Seven weekdays of 24 hours, Monday first. */
  readonly rows: readonly (readonly HeatCell[])[];
  readonly measure: Measure;
  readonly currency: string;
}

/** 2024-01-01 was a Monday. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LABEL_EVERY = 3;

/** The hours of a week as a real table; each cell tells its figure on hover and to screen readers. */
export function HeatTable({ caption, rows, measure, currency }: HeatTableProps) {
  const t = useMessages();
  const format = useFormat();
  const inUtc = (options: Intl.DateTimeFormatOptions, atMs: number) =>
    new Intl.DateTimeFormat(format.locale, { ...options, timeZone: "UTC" }).format(atMs);
  const weekday = (day: number, style: "short" | "long") =>
    inUtc({ weekday: style }, A_MONDAY_MS + day * DAY_MS);
  const hourName = (hour: number) => inUtc({ hour: "numeric" }, A_MONDAY_MS + hour * HOUR_MS);
  return (
    <div
      className="relative -mx-1 overflow-x-auto px-1"
      role="region"
      aria-label={caption}
      // A box that scrolls must be reachable from the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="w-full min-w-[640px] table-fixed border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-12 text-left font-medium text-muted">
              <span className="sr-only">{t.explore.weekday}</span>
            </th>
            {Array.from({ length: 24 }, (_, hour) => (
              <th
                key={hourName(hour)}
                scope="col"
                className="tabular overflow-visible text-left font-normal whitespace-nowrap text-muted"
              >
                {hour % LABEL_EVERY === 0 ? (
                  hourName(hour)
                ) : (
                  <span className="sr-only">{hourName(hour)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, day) => (
            <tr key={weekday(day, "long")}>
              <th scope="row" className="pr-2 text-left font-medium text-muted">
                {weekday(day, "short")}
              </th>
              {cells.map((cell, hour) => {
                const figure =
                  cell.generations === 0 && cell.value === null
                    ? "–"
                    : measureText(measure, cell.value, { format, t, currency });
                const where = t.explore.weekdayHour(weekday(day, "long"), hourName(hour));
                return (
                  <td
                    key={where}
                    title={`${where}: ${figure}`}
                    className="h-8 rounded-sm border border-hairline/60"
                    style={{
                      background: cell.strength === 0 ? undefined : heatColor(cell.strength),
                    }}
                  >
                    <span className="sr-only">{figure}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
