import type { CellClass } from "../../domain/reconcile/compare-bill.ts";
import type { BillColumn } from "../../domain/reconcile/bill-columns.ts";
import type { UnexplainedReason } from "../../domain/reconcile/why-unexplained.ts";

/** The sentences of the pages about providers' invoices. */
export const reconciliationEn = {
  title: "Reconciliation",
  lead: "What providers billed, beside what was metered. Where they differ, the price that would explain it.",
  add: "Add an invoice",
  caption: "Invoices, the latest handed in first",
  empty: "No invoice yet",
  emptyLead:
    "Add a provider's invoice or its usage export as CSV: it is compared with metered cost by model and day.",
  invoice: "Invoice",
  provider: "Provider",
  period: "Period",
  billed: "Billed",
  metered: "Metered",
  difference: "Difference",
  version: (version: string) => `version ${version}`,
  unpriced: (count: number, text: string) =>
    count === 1 ? "1 clip without a known cost" : `${text} clips without a known cost`,
  remove: "Delete",
  removeTitle: (name: string) => `Delete invoice ${name}?`,
  removeLead: "It leaves the list. What it said is kept, and handing it in again brings it back.",

  addTitle: "Add an invoice",
  addLead: "Nothing is written before you have seen what was read.",
  how: "Kind of invoice",
  asCsv: "CSV file",
  asTotal: "One total",
  name: "Invoice number",
  nameHint: "The provider's own. Another file under the same number replaces the first.",
  currency: "Currency",
  zone: "Time zone of its days",
  file: "Choose a file",
  paste: "Or paste its text",
  pasteHint: "With a first line of column names.",
  columns: "Which column is which",
  noColumn: "none",
  column: {
    date: "Day or month",
    from: "First day",
    to: "First day after",
    model: "Model",
    units: "Units",
    unit: "Kind of unit",
    amount: "Amount",
    currency: "Currency",
    description: "Description",
  } satisfies Record<BillColumn, string>,
  unitOf: "Units are",
  unitUnknown: "not said",
  dateOrder: "Dates such as 03/05/2026 are",
  dateOrders: { ymd: "year first", mdy: "month first", dmy: "day first" },
  models: "Their names of models",
  modelsHint:
    "One for each line, such as “sora-2 720p = sora-2”. Names that are ours already need none.",
  badModels: (line: string) => `Write name=ours instead of “${line}”.`,
  check: "Check",
  checking: "Checking…",
  save: "Save invoice",
  faults: (count: number, text: string) =>
    count === 1
      ? "1 place must be corrected. Nothing was written."
      : `${text} places must be corrected. Nothing was written.`,
  moreFaults: (text: string) => `and ${text} more`,
  outcome: {
    created: "New invoice",
    changed: "Replaces what was handed in under this number",
    unchanged: "Handed in already, word for word",
  },
  read: (count: number, text: string, days: string) =>
    count === 1 ? `1 line, ${days}` : `${text} lines, ${days}`,
  previewCaption: "What was read, by model",
  theirName: "On the invoice",
  ourName: "Our model",
  lines: "Lines",
  month: "Month",
  model: "Model",
  total: "Total",
  badAmount: "Write an amount such as 1234.50.",

  back: "All invoices",
  reportLead: (provider: string, days: string, zone: string) =>
    `${provider}, ${days}, days of ${zone}`,
  notFound: "There is no such invoice",
  deleted: "This invoice was deleted. Hand it in again to bring it back to the list.",
  matches: "Everything matches.",
  matchesLead: "Each model and day comes to what was billed, within the tolerance.",
  remainder: "Billed less metered",
  explained: "Explained by prices",
  unexplained: "Unexplained",
  cells: (count: number, text: string) => (count === 1 ? "1 cell" : `${text} cells`),
  classes: {
    matched: "matched",
    differs: "differs",
    billed_only: "billed only",
    metered_only: "metered only",
  } satisfies Record<CellClass, string>,
  totalsCaption: "Both sides by what became of them",
  class: "Class",
  proposals: "What would explain it",
  sentence: (text: { model: string; days: string; amount: string; unit: string; before: string }) =>
    `${text.model} was billed at ${text.amount} per ${text.unit} on ${text.days}; metered at ${text.before}.`,
  sentenceUnpriced: (text: { model: string; days: string; amount: string; unit: string }) =>
    `${text.model} was billed at ${text.amount} per ${text.unit} on ${text.days}; metered without a price.`,
  tier: (conditions: string) => `This is the price of ${conditions} in your price book.`,
  tierPlain: "This price is in your price book.",
  noTier: "No price of the book has this amount.",
  always: "any request",
  only: (conditions: string) => `It applies to ${conditions}.`,
  explains: (amount: string, clips: number, text: string) =>
    `Correcting ${clips === 1 ? "1 clip" : `${text} clips`} adds ${amount}.`,
  leftOver: (amount: string) => `${amount} would be left.`,
  correct: "Open the re-rating",
  copyBody: "Copy the re-rating's body",
  reasons: {
    reported: "the provider named the money of these clips itself; no price changes it",
    units_differ: "the invoice counts other units than were metered; no price explains that",
    one_amount: "a single amount fits any price, and none of the book makes it",
    no_constant_price: "no one price per unit comes to what was billed on these days",
    too_many_kinds: "there are too many kinds of clips to work it out",
  } satisfies Record<UnexplainedReason, string>,
  unexplainedOf: (model: string, amount: string, reason: string) =>
    `${model}, ${amount}: ${reason}.`,
  perUnit: (amount: string, unit: string) => `It comes to ${amount} per ${unit}.`,
  perMeteredUnit: "metered unit",
  unknownModels: (names: string) =>
    `Nothing was metered under these names: ${names}. If they are yours under another name, hand the invoice in again with their names.`,
  otherCurrency: (amount: string) => `${amount} metered in another currency is in no figure here.`,
  byModel: "By model and day",
  show: "Show",
  showOpen: "Not matched",
  showAll: "All",
  nothingOpen: "All days of this model match.",
  cellsCaption: (model: string) => `Days of ${model}`,
  days: "Days",
  units: "Units, billed and metered",
  clips: "Clips",
};

export type ReconciliationMessages = typeof reconciliationEn;
