import type { z } from "zod";
import type { generationsCsvQuery } from "../../../api/contract/exports.ts";
import { filterParameters } from "../../client/view-parameters.ts";
import { localDate } from "../../view/time-range.ts";
import { stringifySearch } from "../../view/url-codec.ts";
import type { View } from "../../view/view.ts";

export type Dialect = z.output<typeof generationsCsvQuery>["dialect"];
export const DIALECTS = ["rfc4180", "excel-fr"] as const satisfies readonly Dialect[];

/** A file's address, and what kind it is. */
export interface ExportLink {
  readonly kind: "CSV" | "Parquet";
  readonly href: string;
}

const DAY_MS = 86_400_000;

/** The addresses of every export of a view. The margin report knows whole days and no filters. */
export function exportLinks(
  view: View,
  dialect: Dialect,
): Readonly<Record<"focus" | "generations" | "margin", readonly ExportLink[]>> {
  const period = {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    tz: view.timeZone,
    ...filterParameters(view),
  };
  const days = {
    from: localDate(view.fromMs, view.timeZone),
    to: dayAfter(localDate(view.toMs - 1, view.timeZone)),
    tz: view.timeZone,
  };
  const csv = (name: string, query: Record<string, unknown>): ExportLink => ({
    kind: "CSV",
    href: `/api/v1/export/${name}.csv${stringifySearch(query)}`,
  });
  const parquet = (name: string, query: Record<string, unknown>): ExportLink => ({
    kind: "Parquet",
    href: `/api/v1/export/${name}.parquet${stringifySearch(query)}`,
  });
  return {
    focus: [csv("focus", period)],
    generations: [csv("generations", { ...period, dialect }), parquet("generations", period)],
    margin: [csv("margin", { ...days, dialect }), parquet("margin", days)],
  };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
}
