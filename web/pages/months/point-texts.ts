import type { MonthRow } from "../../../api/contract/months.ts";
import type { Format } from "../../format/create-format.ts";
import type { MonthsMessages } from "../../i18n/months-en.ts";

/** What speaks against closing a month, in words; none for a month of which all is known. */
export function pointTexts(row: MonthRow, words: MonthsMessages, format: Format): string[] {
  const { open_points: points, arriving } = row;
  const counted = [
    [points.in_flight, words.inFlight],
    [points.lost, words.lost],
    [points.unpriced, words.unpriced],
    [points.removed_days, words.removedDays],
  ] as const;
  const waits = arriving.facts + arriving.days + arriving.rerates > 0;
  const currencies = [...new Set(points.left_out.map(({ currency }) => currency))];
  return [
    ...counted.flatMap(([count, text]) => (count === 0 ? [] : [text(count, format.count(count))])),
    ...(currencies.length === 0 ? [] : [words.leftOut(currencies.join(", "))]),
    ...(waits && row.state !== "running" ? [words.arriving] : []),
  ];
}
