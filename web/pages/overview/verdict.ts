import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import { parseNano } from "../../../domain/money.ts";
import type { Format } from "../../format/create-format.ts";
import { ratio } from "../../format/money.ts";
import { nameInSentence } from "../../format/plain-name.ts";
import type { Messages } from "../../i18n/en.ts";
import type { RangeName } from "../../view/view-search.ts";
import { knownSpend } from "../../series/known-spend.ts";
import type { MarginRow } from "../../series/margin-rows.ts";

/** From one unpriced generation in a hundred on, the sentence says that it is a bound. */
const UNPRICED_SHARE_TOLD = 0.01;

export interface VerdictInput {
  readonly totals: Pick<
    Measures,
    "spend" | "revenue" | "margin" | "unpriced" | "generations" | "cost_per_generation"
  >;
  readonly currency: string;
  readonly range: RangeName;
  /** The rows of the split in use; null when it carries no revenue. */
  readonly rows: readonly MarginRow[] | null;
  /** True when there is revenue in other currencies, which is in no sum. */
  readonly earnsElsewhere: boolean;
}

/** The answer to "do we make money on video?": one sentence, and who weighs most when the answer is no. */
export function writeVerdict(
  input: VerdictInput,
  t: Messages,
  format: Format,
): { readonly headline: string; readonly detail: string | null } {
  const { totals, currency } = input;
  const words = t.overview.verdict;
  const when = t.range.inSentence[input.range];
  const money = (decimal: string) => format.money(decimal.replace(/^-/, ""), currency, "compact");
  // What has no price is missing from the spend: then a loss is a lower bound and a profit an upper one.
  const isPartial = totals.unpriced > totals.generations * UNPRICED_SHARE_TOLD;
  const floor = (decimal: string) => (isPartial ? words.atLeast(money(decimal)) : money(decimal));
  const ceiling = (decimal: string) => (isPartial ? words.atMost(money(decimal)) : money(decimal));
  const spend = parseNano(totals.spend);
  const coverage = ratio(totals.revenue, totals.spend);
  const share = coverage === null ? "" : format.percent(coverage);

  const sentence = (): string => {
    if (totals.revenue === null || totals.margin === null) {
      return words.revenueUnknown(floor(totals.spend), when);
    }
    const [revenue, margin] = [parseNano(totals.revenue), parseNano(totals.margin)];
    if (totals.unpriced > 0 && knownSpend(totals) === null) {
      return words.unpricedOnly(totals.unpriced, when);
    }
    if (spend === 0n && revenue === 0n) {
      return totals.generations === 0 ? words.nothing(when) : words.free(totals.generations, when);
    }
    if (spend === 0n) return words.onlyRevenue(money(totals.revenue), when);
    if (revenue === 0n) {
      return (input.earnsElsewhere ? words.revenueElsewhere : words.noRevenue)(
        floor(totals.spend),
        when,
      );
    }
    if (margin < 0n) return words.loss(floor(totals.margin), when, share);
    if (margin === 0n) return words.even(floor(totals.spend), when);
    return words.profit(ceiling(totals.margin), when, share);
  };
  return { headline: sentence(), detail: contributor(input, t, format) };
}

/** What moved since the period before, and through whom most; null when nothing did. */
export function writeChange(changes: ChangesAnswer, t: Messages, format: Format): string | null {
  const { totals, movers, currency } = changes;
  const measure = totals.margin === null ? "spend" : "margin";
  const change = (measure === "margin" ? totals.margin : totals.spend)?.change;
  const [first] = movers;
  const own = (measure === "margin" ? first?.margin : first?.spend)?.change;
  // Where there is only one value, all of it came through that one.
  if (movers.length + changes.rest.values < 2) return null;
  if (first === undefined || own === undefined || change === undefined) return null;
  const money = (decimal: string) => format.signedMoney(decimal, currency, "compact");
  return t.changes.mostly(measure, money(change), nameInSentence(first.value), money(own));
}

/** Who weighs most on a loss; null when nobody does, or when there is only one to name. */
function contributor(
  { totals, rows, currency }: VerdictInput,
  t: Messages,
  format: Format,
): string | null {
  if (totals.margin === null || rows === null || rows.length < 2) return null;
  const losing = rows.flatMap(({ label, isOther, margin }) =>
    isOther || margin === null || parseNano(margin) >= 0n ? [] : [{ label, margin }],
  );
  const worst = losing.toSorted((a, b) => (parseNano(a.margin) < parseNano(b.margin) ? -1 : 1))[0];
  if (worst === undefined) return null;
  const worstName = nameInSentence(worst.label);
  const share = ratio(worst.margin, totals.margin);
  const isLoss = parseNano(totals.margin) < 0n;
  // A share of the loss means something only when it is a part of it: others' profit can push it past the whole.
  return isLoss && share !== null && share <= 1
    ? t.overview.verdict.contributor(worstName, format.percent(share))
    : t.overview.verdict.worst(worstName, format.signedMoney(worst.margin, currency, "compact"));
}
