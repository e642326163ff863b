/** Euros in dollars; each holds for ten days at most. */
export const RATES = [
  { date: "2026-09-01", base: "EUR", quote: "USD", rate: "1.10" },
  { date: "2026-09-10", base: "EUR", quote: "USD", rate: "1.20" },
  { date: "2026-09-20", base: "EUR", quote: "USD", rate: "1.10" },
  { date: "2026-09-30", base: "EUR", quote: "USD", rate: "1.20" },
  { date: "2026-10-09", base: "EUR", quote: "USD", rate: "1.10" },
  { date: "2026-10-19", base: "EUR", quote: "USD", rate: "1.20" },
  { date: "2026-10-29", base: "EUR", quote: "USD", rate: "1.10" },
  { date: "2026-11-08", base: "EUR", quote: "USD", rate: "1.25" },
];

/** Written when September was closed: no figure may know of it. */
export const RATE_TOO_LATE = { date: "2026-09-10", base: "EUR", quote: "USD", rate: "9.99" };

const usd = (amount: string) => ({ amount, currency: "USD" });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const on = (id: string, date: string) => ({
  external_id: id,
  occurred_at: `${date}T12:00:00Z`,
});
const over = (from: string, to: string) => ({
  period: { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` },
});
const remix = { feature: "remix" };
const story = { feature: "storyboard" };
const pro = { plan: "pro" };
const free = { plan: "free" };
const basic = { plan: "basic" };

/** Forty entries in the order in which they are written; beside each what it is worth in dollars, and in which month. */
export const UNTIL_SEPTEMBER_CLOSED = [
  { ...on("01", "2026-09-02"), ...remix, ...pro, ...usd("12.00"), gross: "12.00", fees: "0" }, // 12.00
  { ...on("02", "2026-09-05"), ...remix, ...pro, ...usd("8.00") }, // 8.00
  { ...on("03", "2026-09-05"), ...remix, ...free, ...eur("10.00") }, // × 1.10 = 11.00
  { ...on("04", "2026-09-12"), ...story, ...pro, ...eur("5.00") }, // × 1.20 = 6.00
  { ...on("05", "2026-09-15"), ...story, ...free, ...usd("4.50") }, // 4.50
  { ...on("06", "2026-09-20"), ...story, ...pro, ...eur("20.00") }, // × 1.10 = 22.00
  // A refund as an entry of its own.
  { ...on("07", "2026-09-25"), ...remix, ...free, ...usd("-3.00") }, // −3.00
  { ...on("08", "2026-09-30"), ...remix, ...pro, ...eur("2.50") }, // × 1.20 = 3.00
  // What a store keeps: 3.00 of 10.00 dollars, 1.50 of 10.00 euros.
  { ...on("09", "2026-09-08"), ...remix, ...pro, ...usd("7.00"), gross: "10.00", fees: "3.00" }, // 7.00
  { ...on("10", "2026-09-18"), ...story, ...free, ...eur("8.50"), gross: "10.00", fees: "1.50" }, // × 1.20 = 10.20
  // Subscriptions, which name no feature.
  { ...on("11", "2026-09-01"), ...pro, ...usd("30.00"), ...over("2026-09-01", "2026-10-01") }, // Sep 30.00
  { ...on("12", "2026-09-16"), ...pro, ...usd("60.00"), ...over("2026-09-16", "2026-10-16") }, // 15 days of 30 each: Sep 30.00, Oct 30.00
  // An upgrade in the middle of the month: what was left of the one, then the other.
  { ...on("13", "2026-09-01"), ...basic, ...usd("15.00"), ...over("2026-09-01", "2026-09-16") }, // Sep 15.00
  { ...on("14", "2026-09-16"), ...pro, ...usd("25.00"), ...over("2026-09-16", "2026-10-11") }, // 25 days at 1.00: Sep 15.00, Oct 10.00
  // A year: 730 × 1.10 = 803.00 over 365 days, 2.20 a day.
  { ...on("15", "2026-09-01"), ...pro, ...eur("730.00"), ...over("2026-09-01", "2027-09-01") }, // Sep 66.00
  { ...on("16", "2026-09-10"), ...remix, ...pro, ...usd("0.000000001") }, // 0.000000001
  // Three days that 10.00 does not divide into, and a tenth of it given back.
  {
    ...on("17", "2026-09-29"),
    ...remix,
    ...free,
    ...usd("10.00"),
    ...over("2026-09-29", "2026-10-02"),
  }, // Sep 3.333333334 + 3.333333333, Oct 3.333333333
  {
    ...on("18", "2026-09-29"),
    ...remix,
    ...free,
    ...usd("-1.00"),
    ...over("2026-09-29", "2026-10-02"),
  }, // Sep −0.333333334 − 0.333333333, Oct −0.333333333
  { ...on("19", "2026-10-01"), ...remix, ...pro, ...usd("9.00") }, // Oct 9.00
  { ...on("20", "2026-10-03"), ...remix, ...free, ...eur("4.00") }, // × 1.20 = Oct 4.80
];

/** Between the closings: October's own, and what comes too late for September. */
export const UNTIL_OCTOBER_CLOSED = [
  { ...on("21", "2026-10-09"), ...story, ...pro, ...eur("10.00") }, // × 1.10 = Oct 11.00
  { ...on("22", "2026-10-15"), ...story, ...free, ...usd("6.25") }, // Oct 6.25
  { ...on("23", "2026-10-20"), ...remix, ...pro, ...eur("15.00") }, // × 1.20 = Oct 18.00
  { ...on("24", "2026-10-25"), ...story, ...pro, ...usd("3.75") }, // Oct 3.75
  { ...on("25", "2026-10-31"), ...remix, ...free, ...eur("1.00") }, // × 1.10 = Oct 1.10
  { ...on("26", "2026-10-12"), ...remix, ...pro, ...eur("14.00"), gross: "20.00", fees: "6.00" }, // × 1.10 = Oct 15.40
  { ...on("27", "2026-10-01"), ...pro, ...usd("31.00"), ...over("2026-10-01", "2026-11-01") }, // Oct 31.00
  { ...on("28", "2026-10-16"), ...basic, ...usd("62.00"), ...over("2026-10-16", "2026-11-16") }, // 31 days at 2.00: Oct 32.00
  { ...on("29", "2026-10-28"), ...story, ...free, ...usd("-2.00") }, // Oct −2.00
  { ...on("30", "2026-10-30"), ...remix, ...pro, ...usd("7.00") }, // Oct 7.00
  { ...on("31", "2026-11-02"), ...remix, ...pro, ...eur("10.00") }, // × 1.10 = Nov 11.00
  // Too late: September corrects by 5.00 and 5.00 × 1.20 (not 9.99) = 6.00; of the third by 10 days at 1.00.
  { ...on("35", "2026-09-28"), ...remix, ...pro, ...usd("5.00") },
  { ...on("36", "2026-09-14"), ...story, ...free, ...eur("5.00") },
  { ...on("37", "2026-10-06"), ...pro, ...usd("30.00"), ...over("2026-09-21", "2026-10-21") }, // Oct 20.00
  // Refunded after the closing: 12.00 off September.
  {
    ...on("01", "2026-09-02"),
    ...remix,
    ...pro,
    ...usd("0"),
    gross: "12.00",
    fees: "0",
    refunded: "12.00",
  },
  // Half of the year given back: 1.10 a day less. September −33.00; October keeps 31 × 1.10 = 34.10.
  { ...on("15", "2026-09-01"), ...pro, ...eur("365.00"), ...over("2026-09-01", "2027-09-01") },
  // It was a storyboard: 11.00 from one feature to the other.
  { ...on("03", "2026-09-05"), ...story, ...free, ...eur("10.00") },
];

/** Of this entry September's 4.50 goes, for it is deleted. */
export const DELETED = "05";

export const UNTIL_NOVEMBER = [
  { ...on("32", "2026-11-10"), ...story, ...pro, ...eur("8.00") }, // × 1.25 = Nov 10.00
  { ...on("33", "2026-11-15"), ...remix, ...free, ...usd("5.00") }, // Nov 5.00
  { ...on("34", "2026-11-01"), ...pro, ...usd("45.00"), ...over("2026-11-01", "2026-12-01") }, // Nov 45.00
  // Too late for October (2.00), for September (3.00 × 1.10 = 3.30), and half too late: 5 days of 10 at 5.00.
  { ...on("38", "2026-10-22"), ...remix, ...free, ...usd("2.00") },
  { ...on("39", "2026-09-03"), ...story, ...pro, ...eur("3.00") },
  { ...on("40", "2026-10-27"), ...pro, ...usd("50.00"), ...over("2026-10-27", "2026-11-06") }, // Nov 25.00
  // Half given back: 1.00 a day less. October −16.00; November keeps 15 × 1.00.
  { ...on("28", "2026-10-16"), ...basic, ...usd("31.00"), ...over("2026-10-16", "2026-11-16") },
];
