import { divideRounded, NANO_DIGITS, type Nano } from "../money.ts";

/** How a file writes its numbers: the mark before the decimals. */
export type DecimalMark = "." | ",";

const MAX_WHOLE_DIGITS = 29;
const MAX_EXPONENT = 40;
const PLAIN = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Reads a number as an export or a spreadsheet writes it: `$1,234.50`, `1 234,50 €`, `(3.10)` for less than nothing,
 * `1.2e-05`. More than nine decimals are rounded half away from zero. Null for anything else, also where thousands are
 * not marked every three digits.
 */
export function readBillAmount(text: string, mark: DecimalMark): Nano | null {
  const bare = text
    .replaceAll(/[\s\u00A0\u202F'’]/g, "")
    .replace("−", "-")
    .replace(/^([-(]?)(?:[A-Z]{3}|[$€£¥₩₹])/u, "$1")
    .replace(/(?:[A-Z]{3}|[$€£¥₩₹])(\)?)$/u, "$1");
  const inner = /^\((.*)\)$/.exec(bare)?.[1];
  const signed = inner === undefined ? bare : `-${inner}`;
  const plain = withoutGroups(signed, mark);
  return plain === null ? null : parsePlain(plain);
}

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  "€": ["EUR"],
  "£": ["GBP"],
  "¥": ["JPY", "CNY"],
  "₩": ["KRW"],
  "₹": ["INR"],
};

/** The sign or code of another currency that a number bears; null without one. A dollar sign is that of any dollar. */
export function foreignSign(text: string, currency: string): string | null {
  const code = /[A-Z]{3}/.exec(text)?.[0];
  if (code !== undefined) return code === currency ? null : code;
  const sign = /[$€£¥₩₹]/u.exec(text)?.[0];
  if (sign === undefined) return null;
  const isOurs = sign === "$" ? currency.endsWith("D") : SIGNS[sign]?.includes(currency) === true;
  return isOurs ? null : sign;
}

/** With a point before the decimals and no marks between thousands; null where these are misplaced. */
function withoutGroups(text: string, mark: DecimalMark): string | null {
  const group = mark === "." ? "," : ".";
  const [whole = "", ...decimals] = text.split(mark);
  if (decimals.length > 1 || decimals.some((part) => part.includes(group))) return null;
  const [head = "", ...groups] = whole.split(group);
  if (groups.some((part) => !/^\d{3}$/.test(part))) return null;
  // No number begins with a zero and goes on with thousands.
  if (groups.length > 0 && !/^-?[1-9]\d{0,2}$/.test(head)) return null;
  return [[head, ...groups].join(""), ...decimals].join(".");
}

function parsePlain(text: string): Nano | null {
  const match = PLAIN.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = `${whole}${fraction}`;
  const shift = Number(exponent) - fraction.length + NANO_DIGITS;
  if (digits === "" || whole.length > MAX_WHOLE_DIGITS || digits.length > 2 * MAX_WHOLE_DIGITS) {
    return null;
  }
  if (Math.abs(Number(exponent)) > MAX_EXPONENT) return null;
  const number = BigInt(`${sign}${digits}`);
  return shift >= 0 ? number * 10n ** BigInt(shift) : divideRounded(number, 10n ** BigInt(-shift));
}
