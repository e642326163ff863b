import type { ChangeDriver } from "../../domain/economics/change-drivers.ts";

/** What changed since the period before. */
export const changesEn = {
  title: "What changed",
  against: (dates: string) => `against ${dates}`,
  soFar: "The period is still open: it is compared with a whole one.",
  nothingBefore: "Nothing was recorded in the period before: all of it is new.",
  nothing: "Nothing moved since the period before.",
  spend: (change: string, name: string, amount: string) =>
    `Spend moved by ${change}, most of it by ${name} (${amount}).`,
  spendSame: "Spend is what it was.",
  mostly: (measure: "spend" | "margin", change: string, value: string, amount: string) =>
    `Against then, ${measure} moved by ${change}, mostly through ${value} (${amount}).`,
  driversCaption: "What moved the spend",
  driver: "By",
  amount: "Spend",
  total: "All together",
  drivers: {
    volume: "volume",
    failures: "failures",
    model_mix: "the mix of models",
    length_resolution: "length and resolution",
    price: "cost of a second",
    unexplained: "unexplained",
  } satisfies Record<ChangeDriver, string>,
  explains: {
    volume: "More or fewer clips, each costing what it did.",
    failures: "More or fewer of them failing.",
    model_mix: "Other models making them.",
    length_resolution: "Longer, shorter, larger or smaller clips.",
    price:
      "A second of the same clips costing more or less: other prices, or more or less GPU time.",
    unexplained: "What no step can tell apart.",
  } satisfies Record<ChangeDriver, string>,
  moversCaption: (by: string) => `What moved most, by ${by}`,
  showClips: (value: string, count: string) => `${value}, ${count}: show its clips`,
  spendChange: "Spend",
  marginChange: "Margin",
  clips: "Clips",
  was: (before: string) => `was ${before}`,
  rest: (values: string, change: string) => `${values} more: ${change}`,
};
