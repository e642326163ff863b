import { divideRounded, formatNano, NANO_PER_UNIT, type Nano } from "../money.ts";
import { CellFault, type Attempt } from "./cell-fault.ts";
import type { Cells, CompiledMapping } from "./compile-mapping.ts";
import { readAmount } from "./read-amount.ts";

/** What a row says about money, decimal strings. */
export interface RowMoney {
  readonly amount: string;
  readonly gross?: string;
  readonly fees?: string;
  readonly refunded?: string;
}

type MoneyField = "amount" | "gross" | "fees" | "refunded";

const HUNDRED = 100n;

/** Reads a row's amounts; an amount that no column has is gross less fees and refunded. Null when there is a fault. */
export function readMoney(
  compiled: CompiledMapping,
  cells: Cells,
  attempt: Attempt,
): RowMoney | null {
  const { mapping } = compiled;
  const negative =
    mapping.negative_when !== undefined && compiled.matches(mapping.negative_when, cells);
  let sound = true;
  /** Undefined: the file does not say. */
  const read = (field: MoneyField, parse: (text: string) => Nano): Nano | undefined => {
    const source = compiled.source(field);
    if (source === null) return undefined;
    const nano = attempt(source.column, source.shown(cells), () => {
      const text = source.text(cells);
      return text === "" ? undefined : parse(text);
    });
    if (nano === null) sound = false;
    return nano ?? undefined;
  };
  const signed = (text: string): Nano => {
    const nano = readAmount(text, mapping);
    return negative && nano > 0n ? -nano : nano;
  };
  const gross = read("gross", signed);
  const { fees: feesSource } = mapping.fields;
  const inPercent =
    feesSource !== undefined && "percent_of_gross" in feesSource && feesSource.percent_of_gross;
  const fees = read("fees", (text) => {
    if (inPercent !== true) return signed(text);
    if (gross === undefined) throw new CellFault("is a percentage of a gross that is empty");
    const percent = readAmount(text.replace(/\s*%$/, ""), mapping);
    return divideRounded(gross * percent, NANO_PER_UNIT * HUNDRED);
  });
  const refunded = read("refunded", (text) => readAmount(text, mapping));
  const derived =
    gross === undefined || fees === undefined ? undefined : gross - fees - (refunded ?? 0n);
  const stated = read("amount", signed);
  const amount = stated ?? derived;
  if (!sound) return null;
  if (amount === undefined) {
    const column =
      compiled.source("amount")?.column ?? compiled.source("gross")?.column ?? "amount";
    return attempt(column, "", () => {
      throw new CellFault("is empty");
    });
  }
  return {
    amount: formatNano(amount),
    ...(gross === undefined ? {} : { gross: formatNano(gross) }),
    ...(fees === undefined ? {} : { fees: formatNano(fees) }),
    ...(refunded === undefined ? {} : { refunded: formatNano(refunded) }),
  };
}
