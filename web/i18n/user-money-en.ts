/** What a user cost and earned, on their page. */
export const userMoneyEn = {
  title: "Cost and revenue",
  lead: "The last 90 days, with what ended in them.",
  spend: "Spend",
  held: (amount: string) => `and ${amount} set aside`,
  revenue: "Revenue",
  margin: "Margin",
  clips: "Clips",
  outcomes: (succeeded: string, failed: string) => `${succeeded} succeeded, ${failed} failed`,
  unpriced: (count: string) => `${count} without a price`,
  perClip: "Cost of a clip",
  waste: "Waste",
  overTime: "Clips a week",
  week: (day: string, count: string) => `week from ${day}: ${count}`,
  features: "Where the money went",
  otherCurrency: (amount: string) => `not in these sums: ${amount}`,
};

export type UserMoneyMessages = typeof userMoneyEn;
