/** The sentences of the page about exchange rates. */
export const ratesEn = {
  title: "Exchange rates",
  lead: "What amounts in other currencies are converted at: the rate of their day, or the last one of the ten days before. What has no rate is in no figure, and listed as left out.",
  caption: "Exchange rates, latest day first",
  add: "Add rate",
  addTitle: "Add an exchange rate",
  addLead: "The same day and pair again replaces the rate that stands there.",
  file: "Upload file",
  date: "Day",
  pair: "Pair",
  rate: "Rate",
  base: "From",
  baseHint: "One unit of this currency …",
  quote: "To",
  quoteHint: "… buys so much of this one.",
  source: "Source",
  sources: (source: string) =>
    source === "ecb"
      ? "European Central Bank file"
      : source === "api"
        ? "entered"
        : `file (${source})`,
  updated: "Written",
  empty: "No exchange rate yet",
  emptyLead:
    "Everything in the reporting currency needs none. For the rest, add a rate or upload a file, such as the European Central Bank's eurofxref-hist.csv.",
  importing: {
    title: "Upload exchange rates",
    lead: "All rates of the file are taken, or none. First see what it would do.",
    format: "Kind of file",
    formats: {
      plain: { label: "Plain", hint: "The columns date, base, quote, rate." },
      ecb: {
        label: "European Central Bank",
        hint: "eurofxref-hist.csv as it is: a day in each line, a currency in each column.",
      },
    },
    choose: "Choose file",
    none: "No file chosen",
    check: "Check",
    checking: "Checking…",
    apply: "Take all of them",
    plan: (created: string, changed: string, unchanged: string) =>
      `${created} new, ${changed} changed, ${unchanged} as they are. Nothing is written yet.`,
    faults: "Nothing was taken. Correct these lines, then choose the file again:",
    line: (line: string) => `Line ${line}`,
    cell: (line: string, column: string) => `Line ${line}, ${column}`,
    more: (count: string) => `and ${count} more`,
  },
};

export type RatesMessages = typeof ratesEn;
