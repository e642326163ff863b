import { useMemo } from "react";
import type { ChartWords } from "../../charts/chart-tooltip.tsx";
import { subtractDecimals } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { SeriesPoint } from "../../series/spend-revenue-series.ts";
import type { Interval } from "../../view/time-range.ts";
import { formatBucket } from "./bucket-text.ts";

/** What the chart of spend and revenue says, in the reader's language. */
export function useChartWords(currency: string, interval: Interval): ChartWords {
  const t = useMessages();
  const format = useFormat();
  return useMemo(() => {
    const words = t.overview.series;
    return {
      spend: words.spend,
      revenue: words.revenue,
      coverage: words.coverage,
      coverageNote: words.coverageNote,
      margin: t.overview.cards.margin,
      open: words.open,
      bucket: (start: string, end: string) => formatBucket(format, interval, start, end),
      money: (decimal: string | null, code: string) =>
        decimal === null ? t.common.unknown : format.money(decimal, code),
      marginOf: (point: SeriesPoint) =>
        point.revenue === null
          ? t.common.unknown
          : format.signedMoney(subtractDecimals(point.revenue, point.spend), currency),
      share: (fraction: number) => format.percent(fraction),
      generations: (count: number) => `${t.overview.cards.generations}: ${format.count(count)}`,
      zoomStart: t.zoom.start,
    };
  }, [currency, format, interval, t]);
}
