import { isZero, ratio, subtractDecimals } from "../../format/money.ts";

/** Under this many generations a per cent says more about chance than about change. */
const SMALLEST_BASE = 20;

/** How a figure changed: the difference, and its share of what it was unless the base is too small. */
export type Delta =
  | { readonly kind: "same" }
  | { readonly kind: "unknown" }
  | {
      readonly kind: "changed";
      readonly by: { readonly decimal: string } | { readonly count: number };
      readonly was: { readonly decimal: string } | { readonly count: number };
      readonly share: number | null;
    };

/** @param baseGenerations how many generations the earlier figure is made of */
export function decimalDelta(
  now: string | null,
  then: string | null,
  baseGenerations: number,
): Delta {
  if (now === null || then === null) return { kind: "unknown" };
  const by = subtractDecimals(now, then);
  if (isZero(by)) return { kind: "same" };
  const share = baseGenerations < SMALLEST_BASE ? null : ratio(by, then.replace(/^-/, ""));
  return { kind: "changed", by: { decimal: by }, was: { decimal: then }, share };
}

export function countDelta(now: number, then: number): Delta {
  if (now === then) return { kind: "same" };
  const share = then < SMALLEST_BASE ? null : (now - then) / then;
  return { kind: "changed", by: { count: now - then }, was: { count: then }, share };
}
