import type { Messages } from "../../i18n/en.ts";

/** Rows of an import as the API takes them, or the sentence that says why the text holds none. */
export type PriceFile =
  | { readonly kind: "file"; readonly body: { csv: string } | { prices: readonly unknown[] } }
  | { readonly kind: "bad"; readonly sentence: string };

/** Tells JSON by its first character; everything else is CSV. */
export function readPriceFile(text: string, t: Messages): PriceFile {
  const words = t.prices.transfer;
  // A spreadsheet's mark for its encoding is no part of the first column's name.
  const body = text.replace(/^\uFEFF/, "");
  if (!/^\s*[[{]/.test(body)) return { kind: "file", body: { csv: body } };
  const parsed = parse(body);
  if (parsed === undefined) return { kind: "bad", sentence: words.badJson };
  const list: unknown = isRecord(parsed) ? parsed["prices"] : parsed;
  if (!Array.isArray(list)) return { kind: "bad", sentence: words.noList };
  return { kind: "file", body: { prices: list as unknown[] } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
