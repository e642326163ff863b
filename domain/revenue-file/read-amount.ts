import { isDecimal, parseNano, type Nano } from "../money.ts";
import { CellFault } from "./cell-fault.ts";
import type { RevenueMapping } from "./mapping.ts";

export type AmountFormat = Pick<RevenueMapping, "decimal" | "thousands">;

/** Minus signs that spreadsheets and stores write. */
const MINUS = /^[\u2212\u2013-]\s*/;
/** Spaces that stand between thousands. */
const SPACES = /[ \u00A0\u202F\u2009]/g;
const GROUPED = /^\d{1,3}( \d{3})+(\D.*)?$/;

/**
 * Reads an amount as the file writes it, exactly: "-1.234,50", "(4.00)". Never through a float.
 * @throws CellFault when it is none in this format.
 */
export function readAmount(cell: string, format: AmountFormat): Nano {
  const trimmed = cell.trim();
  const inParentheses = /^\((.*)\)$/.exec(trimmed);
  const signed = inParentheses?.[1] ?? trimmed;
  const magnitude = signed.replace(MINUS, "");
  const negative = inParentheses !== null || magnitude.length < signed.length;
  const plain = withoutThousands(magnitude, format)?.replace(format.decimal, ".") ?? "";
  const wrongMark = format.decimal === "," && magnitude.includes(".") && format.thousands !== ".";
  if (wrongMark || !/^\d/.test(plain) || !isDecimal(plain)) throw notAnAmount(format);
  const nano = parseNano(plain);
  return negative ? -nano : nano;
}

/** Null when the marks don't stand between thousands. */
function withoutThousands(text: string, { thousands, decimal }: AmountFormat): string | null {
  if (thousands === undefined) return text;
  const spaced = thousands === " " ? text.replaceAll(SPACES, " ") : text.replaceAll(thousands, " ");
  if (thousands !== " " && / /.test(text)) return null;
  if (!spaced.includes(" ")) return spaced;
  const whole = spaced.split(decimal)[0] ?? "";
  return GROUPED.test(whole) ? spaced.replaceAll(" ", "") : null;
}

function notAnAmount({ decimal, thousands }: AmountFormat): CellFault {
  const example = thousands === undefined ? `1234${decimal}50` : `1${thousands}234${decimal}50`;
  return new CellFault(`is no amount with at most 9 decimals, such as "${example}"`);
}
