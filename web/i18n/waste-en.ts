import type { WasteCause } from "../../domain/waste.ts";

export const wasteEn = {
  title: "Waste",
  lead: "What was paid for clips that nobody got, each generation under one cause only.",
  verdict: (amount: string, share: string, count: string, isOne: boolean) =>
    `${amount} of the spend was wasted: ${share}, on ${count} ${isOne ? "generation" : "generations"}.`,
  verdictNone: "Nothing was wasted in this period, as far as is known.",
  causes: {
    failed: "Failed, and still billed",
    blocked: "Blocked after it started",
    never_downloaded: "Never downloaded",
    duplicate: "Made again",
  } satisfies Record<WasteCause, string>,
  /** Over a column. */
  short: {
    failed: "Failed",
    blocked: "Blocked",
    never_downloaded: "Never downloaded",
    duplicate: "Made again",
  } satisfies Record<WasteCause, string>,
  explains: {
    failed: "Failed, cancelled or expired generations that cost something.",
    blocked: "Moderation stopped it when the work had begun.",
    never_downloaded: "Finished clips that nobody has fetched so far.",
    duplicate: "The same prompt by the same user within ten minutes.",
  } satisfies Record<WasteCause, string>,
  ofSpend: (share: string) => `${share} of spend`,
  clips: (count: string, isOne: boolean) => `${count} ${isOne ? "clip" : "clips"}`,
  show: (cause: string) => `${cause}: show the clips`,
  unknown: "Unknown whether downloaded",
  unknownLead:
    "These clips are fetched from the provider, not through here: no waste, and no proof of use.",
  unknownNone: "Every finished clip’s downloads pass here.",
  about: (count: string) => `about ${count}`,
  trend: "Waste over time",
  trendSubtitle: (interval: string, zone: string) => `by cause, per ${interval}, ${zone}`,
  tableTitle: (by: string) => `Waste by ${by.toLowerCase()}`,
  by: "Split by",
  total: "Waste",
  share: "Share of spend",
  spend: "Spend",
  none: "none",
  openAll: "Explore",
};

export type WasteMessages = typeof wasteEn;
