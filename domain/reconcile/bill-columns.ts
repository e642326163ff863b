/** What a column of a provider's export may be. `date` is one day or month; `from` and `to` are half open. */
export const BILL_COLUMNS = [
  "date",
  "from",
  "to",
  "model",
  "units",
  "unit",
  "amount",
  "currency",
  "description",
] as const;
export type BillColumn = (typeof BILL_COLUMNS)[number];

/** Which column of a file is which, by the file's own names; null where it has none. */
export type BillMapping = Readonly<Record<BillColumn, string | null>>;

/**
 * What exports call their columns, likeliest first, without spaces, signs and case. Among them those of FOCUS
 * (https://focus.finops.org) and of the providers' own cost and usage exports.
 */
const NAMES: Readonly<Record<BillColumn, readonly string[]>> = {
  date: [
    "date",
    "day",
    "usagedate",
    "usageday",
    "billingdate",
    "invoicedate",
    "month",
    "timestamp",
  ],
  from: [
    "from",
    "chargeperiodstart",
    "periodstart",
    "starttimeiso",
    "startdate",
    "usagestartdate",
    "start",
  ],
  to: ["to", "chargeperiodend", "periodend", "endtimeiso", "enddate", "usageenddate", "end"],
  model: [
    "model",
    "modelid",
    "modelname",
    "sku",
    "skuid",
    "skudescription",
    "lineitem",
    "endpoint",
    "endpointid",
    "product",
    "productname",
    "item",
    "service",
  ],
  units: [
    "units",
    "quantity",
    "consumedquantity",
    "usagequantity",
    "billableunits",
    "usage",
    "usageamount",
    "seconds",
    "credits",
    "tokens",
  ],
  unit: ["unit", "consumedunit", "pricingunit", "usageunit", "unitofmeasure", "quantityunit"],
  amount: [
    "amount",
    "billedcost",
    "cost",
    "amountvalue",
    "totalcost",
    "costusd",
    "amountusd",
    "netamount",
    "charge",
    "subtotal",
    "total",
  ],
  currency: ["currency", "billingcurrency", "amountcurrency", "currencycode"],
  description: ["description", "chargedescription", "details", "memo", "note"],
};

/** Guesses which column is which from a file's header. A period of two columns is taken where there is no date. */
export function guessColumns(header: readonly string[]): BillMapping {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  const find = (column: BillColumn): string | null => {
    const name = NAMES[column].find((each) => plain.includes(each));
    return name === undefined ? null : (header[plain.indexOf(name)] ?? null);
  };
  const [date, from, to] = [find("date"), find("from"), find("to")];
  const isPeriod = date === null && from !== null && to !== null;
  return {
    date: isPeriod ? null : (date ?? from),
    from: isPeriod ? from : null,
    to: isPeriod ? to : null,
    model: find("model"),
    units: find("units"),
    unit: find("unit"),
    amount: find("amount"),
    currency: find("currency"),
    description: find("description"),
  };
}
