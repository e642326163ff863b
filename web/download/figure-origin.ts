import { asChoice } from "../view/time-range.ts";
import type { Filter } from "../view/view-search.ts";
import type { View } from "../view/view.ts";

/** What a file of figures is about; it stands in its name and in every row. */
export interface FigureOrigin {
  /** 2026-11-01/2026-11-30, both days included, or minutes. */
  readonly dates: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly filters: readonly Filter[];
}

export function originOf(
  view: Pick<View, "fromMs" | "toMs" | "timeZone" | "filters">,
  currency: string,
): FigureOrigin {
  const { from, to } = asChoice(view, view.timeZone);
  return {
    dates: `${from ?? ""}/${to ?? ""}`,
    timeZone: view.timeZone,
    currency,
    filters: view.filters,
  };
}

/** Filters in a line: feature: remix, create; plan: free */
export function filterText(filters: readonly Filter[]): string {
  return filters.map(({ name, values }) => `${name}: ${values.join(", ")}`).join("; ");
}

const LONGEST_NAME = 150;

/** A file's name without its ending, of letters, digits, hyphens and underscores only. */
export function fileNameOf(title: string, origin: FigureOrigin): string {
  const parts = [
    "reelmeter",
    title,
    origin.dates,
    origin.timeZone,
    origin.currency,
    ...origin.filters.map(({ name, values }) => `${name} ${values.join(" ")}`),
  ];
  return parts
    .map((part) =>
      part
        .normalize("NFKD")
        .replaceAll(/\p{M}/gu, "")
        .replaceAll(/[^A-Za-z0-9]+/g, "-")
        .replaceAll(/^-+|-+$/g, ""),
    )
    .filter((part) => part !== "")
    .join("_")
    .slice(0, LONGEST_NAME);
}
