import type { Measure } from "../series/measure.ts";
import type { ChartKind } from "../view/explore-search.ts";

export interface ExploreQuestionWords {
  readonly measure: string;
  readonly dimensions: readonly string[];
  /** Null where the figures are not cut into pieces of time. */
  readonly interval: string | null;
  readonly period: string;
  readonly filters: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly cumulative: boolean;
  readonly heat: boolean;
  readonly compared: string | null;
}

export const exploreEn = {
  title: "Explore",
  measure: "Measure",
  by: "Split by",
  by2: "and by",
  nothing: "nothing",
  grain: "Per",
  auto: (interval: string) => `Auto (${interval})`,
  kind: "Show as",
  kinds: { line: "Lines", bars: "Bars", heat: "Week", table: "Table" } satisfies Record<
    ChartKind,
    string
  >,
  top: "Top",
  cumulative: "Add up over time",
  measures: {
    spend: "Spend",
    revenue: "Revenue",
    margin: "Margin",
    coverage: "Coverage",
    waste: "Waste",
    cost_per_generation: "Cost per generation",
    cost_per_second: "Cost per second",
    generations: "Generations",
    succeeded: "Succeeded",
    failed: "Failed",
    unpriced: "Without a price",
    video_seconds: "Video length",
    gpu_seconds: "GPU time",
    users: "Users",
    p50_ms: "Duration, median",
    p95_ms: "Duration, 95th percentile",
  } satisfies Record<Measure, string>,
  hints: {
    spend: "What ended in this period cost; estimates of running generations are not in it.",
    revenue: "As it was recorded, by feature, surface, user, customer, region, platform or plan.",
    margin: "Revenue − spend.",
    coverage: "Revenue ÷ spend.",
    waste: "Cost of failed, blocked, never downloaded and repeated generations.",
    cost_per_generation: "Spend ÷ generations that ended with a known cost.",
    cost_per_second: "Spend ÷ seconds of video with a known cost.",
    generations: "Each video job once.",
    succeeded: "Generations that ended with a video.",
    failed: "Failed, blocked, cancelled or expired.",
    unpriced: "Generations whose cost is unknown.",
    video_seconds: "Seconds of video that came out.",
    gpu_seconds: "Where it is known.",
    users: "Each once; counted over the whole period, so parts don’t add up.",
    p50_ms: "From create to the end: half took less.",
    p95_ms: "From create to the end: one in twenty took longer.",
  } satisfies Record<Measure, string>,
  sentence: ({
    measure,
    dimensions,
    interval,
    period,
    filters,
    cumulative,
    heat,
    compared,
  }: ExploreQuestionWords) =>
    [
      `${measure}${dimensions.length === 0 ? "" : ` by ${dimensions.join(" and ").toLowerCase()}`}`,
      heat ? "by hour of the week" : "",
      interval === null ? "" : `per ${interval}${cumulative ? ", added up" : ""}`,
      period,
      ...filters.map(({ name, values }) => `only ${name.toLowerCase()} ${values.join(" or ")}`),
      compared === null ? "" : `compared with ${compared}`,
    ]
      .filter((part) => part !== "")
      .join(", "),
  against: {
    previous: "the period before",
    weekday: "the same weekdays before",
    year: "the year before",
  },
  rest: "Other",
  shown: (shown: string, inAll: string) => `${shown} of ${inAll}`,
  bySpend: "the largest by spend",
  losses: "the largest losses first",
  noRest: "People and durations of the others can’t be told from a sum: they have no line.",
  asLines: "Too many bars to tell apart: drawn as lines.",
  compareNote: "Dotted: the period before.",
  unknownRevenue: "Revenue is not recorded by what you split or filter by, so this is unknown.",
  total: "Total",
  before: "Before",
  change: "Change",
  share: "Share",
  generations: "Generations",
  bucket: "Start",
  caption: (sentence: string) => `${sentence}: figures`,
  tableTitle: "By value",
  narrow: (value: string) => `Look at ${value} alone`,
  open: (value: string) => `Generations of ${value}`,
  openAll: "Show the generations",
  sortLargest: "Sort with the largest first",
  sortSmallest: "Sort with the smallest first",
  copyCurl: "Copy as curl",
  csv: "CSV",
  csvPlain: "CSV, comma and decimal point",
  csvFrench: "CSV for French Excel",
  describe: (sentence: string, count: string) =>
    `${sentence}. ${count} lines. The same numbers stand in the table.`,
  weekdayHour: (weekday: string, hour: string) => `${weekday}, ${hour}`,
  weekday: "Weekday",
  scaleFrom: "less",
  scaleTo: "more",
  emptyLead: "Choose a longer period, remove a filter, or look at another measure.",
  facets: "Narrow down",
  facetNone: "Nothing in this period",
  search: "Generation id, provider job id or user id",
  searchLabel: "Find a generation",
  searched: (text: string) => `No generation in this period has the id “${text}”`,
  searchedLead:
    "It is looked for exactly: a generation’s id, the provider’s job id or a user’s id.",
  clearSearch: "Show all",
  downloadsUnknown: "Downloads unknown",
  removeDownloads: "Remove the filter on unknown downloads",
};

export type ExploreMessages = typeof exploreEn;
