import type { TimeseriesAnswer } from "../../api/contract/analytics.ts";

interface Earned {
  readonly revenue: string | null;
  readonly margin: string | null;
}

/** Figures of a workspace where nobody records revenue: what is earned is not 0 there but unknown. */
export function withoutRevenue<Figures extends Earned>(figures: Figures): Figures {
  return { ...figures, revenue: null, margin: null };
}

/** The same over time. */
export function seriesWithoutRevenue(answer: TimeseriesAnswer): TimeseriesAnswer {
  const blank = (series: TimeseriesAnswer["series"]) =>
    series.map((line) => ({ ...line, points: line.points.map(withoutRevenue) }));
  return {
    ...answer,
    series: blank(answer.series),
    previous:
      answer.previous === null
        ? null
        : { ...answer.previous, series: blank(answer.previous.series) },
  };
}
