/** Euros in dollars, and in nothing else: francs have no rate. 2 January 2026 is a Friday. */
export const RATES = [
  { date: "2025-12-19", base: "EUR", quote: "USD", rate: "1.10" },
  { date: "2026-01-02", base: "EUR", quote: "USD", rate: "1.25" },
  { date: "2026-01-15", base: "EUR", quote: "USD", rate: "1.20" },
  { date: "2026-01-30", base: "EUR", quote: "USD", rate: "1.28" },
];

const usd = (amount: string) => ({ amount, currency: "USD" });
const eur = (amount: string) => ({ amount, currency: "EUR" });
const day = (date: string) => `${date}T00:00:00Z`;
const noon = (date: string) => `${date}T12:00:00Z`;
const over = (from: string, to: string) => ({ period: { from: day(from), to: day(to) } });

/**
 * A month's ledger. After each entry what it adds to January 2026 in UTC and in dollars.
 */
export const LEDGER = [
  // A pack, and part of its price given back.
  { external_id: "01", occurred_at: noon("2026-01-05"), feature: "remix", ...usd("10.00") }, // 10.00
  { external_id: "02", occurred_at: noon("2026-01-05"), feature: "remix", ...usd("-4.00") }, // −4.00
  // A Saturday: Friday a week ago, 1.25.
  { external_id: "03", occurred_at: noon("2026-01-10"), feature: "remix", ...eur("8.00") }, // 10.00
  { external_id: "04", occurred_at: noon("2026-01-15"), feature: "extend", ...eur("5.00") }, // 6.00
  // A subscription over the month's end: 31 days at 1.00, 17 of them in January.
  {
    external_id: "05",
    occurred_at: noon("2026-01-15"),
    ...usd("31.00"),
    ...over("2026-01-15", "2026-02-15"),
  }, // 17.00, names no feature
  // One that began in December: 31.00 EUR at 1.10 of that day is 34.10, 1.10 on each of 31 days, 19 in January.
  {
    external_id: "06",
    occurred_at: noon("2025-12-20"),
    ...eur("31.00"),
    ...over("2025-12-20", "2026-01-20"),
  }, // 20.90, names no feature
  // Through a store that keeps 30 %, in the month's last millisecond.
  {
    external_id: "07",
    occurred_at: "2026-01-31T23:59:59.999Z",
    feature: "storyboard",
    ...usd("7.00"),
    gross: "10.00",
    fees: "3.00",
  }, // 7.00
  // Just outside, on both sides.
  { external_id: "08", occurred_at: day("2026-02-01"), feature: "remix", ...usd("99") }, // none
  { external_id: "09", occurred_at: "2025-12-31T23:59:59.999Z", feature: "remix", ...usd("99") }, // none
  // Three days that do not divide: 3.333333334 + 3.333333333 in January, 3.333333333 in February; and its refund.
  {
    external_id: "10",
    occurred_at: noon("2026-01-30"),
    ...usd("10.00"),
    ...over("2026-01-30", "2026-02-02"),
  }, // 6.666666667, names no feature
  {
    external_id: "11",
    occurred_at: noon("2026-01-30"),
    ...usd("-10.00"),
    ...over("2026-01-30", "2026-02-02"),
  }, // −6.666666667, names no feature
  // Booked by mistake: the test deletes it.
  { external_id: "12", occurred_at: noon("2026-01-05"), feature: "remix", ...usd("500") }, // none
  {
    external_id: "13",
    occurred_at: noon("2026-01-08"),
    feature: "remix",
    amount: "20.00",
    currency: "CHF",
  }, // left out: no rate
  // The last rate before 14 January is of the 2nd: twelve days are too many.
  { external_id: "14", occurred_at: noon("2026-01-14"), feature: "extend", ...eur("6.00") }, // left out
  {
    external_id: "15",
    occurred_at: noon("2026-01-14"),
    ...eur("3.10"),
    ...over("2026-01-14", "2026-02-14"),
  }, // left out, 18 of 31 days at 0.10: 1.80 EUR
  // A year at 1.00 a day: 31 days of it.
  {
    external_id: "16",
    occurred_at: noon("2025-07-01"),
    feature: "extend",
    ...usd("365.00"),
    ...over("2025-07-01", "2026-07-01"),
  }, // 31.00
  // Paid in January for February.
  {
    external_id: "17",
    occurred_at: noon("2026-01-20"),
    ...usd("28.00"),
    ...over("2026-02-01", "2026-03-01"),
  }, // none
  // Noon to noon touches two days.
  {
    external_id: "18",
    occurred_at: noon("2026-01-31"),
    feature: "remix",
    ...usd("2.00"),
    period: { from: noon("2026-01-31"), to: noon("2026-02-01") },
  }, // 1.00
  // 1.28 nano.
  { external_id: "19", occurred_at: noon("2026-01-30"), feature: "extend", ...eur("0.000000001") }, // 0.000000001
  // Ten days after the last rate, 1.25: just not too old.
  { external_id: "20", occurred_at: noon("2026-01-12"), ...eur("4.00") }, // 5.00, names no feature
  { external_id: "21", occurred_at: noon("2026-01-31"), feature: "storyboard", ...eur("-0.50") }, // −0.64
];
