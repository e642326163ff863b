import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import { isNegative, isZero, ratio } from "../../format/money.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import { isOne } from "../../format/number.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownSpend } from "../../series/known-spend.ts";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { filtersBeside } from "../../view/feature-search.ts";
import type { View } from "../../view/view.ts";

interface FeatureVerdictProps {
  /** Of the feature, and of all features under the same other filters. */
  readonly summary: SummaryAnswer | undefined;
  readonly all: SummaryAnswer | undefined;
  readonly view: View;
  readonly busy: boolean;
}

/** What the feature lost or earned, in a sentence, and the dates it is about. */
export function FeatureVerdict({ summary, all, view, busy }: FeatureVerdictProps) {
  const t = useMessages();
  const format = useFormat();
  if (summary === undefined) {
    return (
      <div aria-busy="true" className="min-h-[4.5rem] space-y-3 pt-1">
        <Skeleton className="h-7 w-full max-w-2xl" />
        <Skeleton className="h-4 w-full max-w-md" />
      </div>
    );
  }
  const { headline, detail } = featureSentence(
    {
      totals: summary.totals,
      allSpend: all?.totals.spend ?? null,
      currency: summary.currency,
      when: t.range.inSentence[view.range],
      isFiltered: filtersBeside(view).length > 0,
    },
    t,
    format,
  );
  const { previous } = summary;
  return (
    <div aria-busy={busy} className={classNames("min-h-[4.5rem]", busy && "opacity-60")}>
      <p className="max-w-5xl text-xl leading-snug font-semibold tracking-tight text-pretty sm:text-2xl">
        {headline}
      </p>
      <p className="mt-1.5 text-[13px] text-muted">
        {format.range(Date.parse(summary.from), Date.parse(summary.to))}
        {previous === null
          ? null
          : `, ${t.compare.against(format.range(Date.parse(previous.from), Date.parse(previous.to)))}`}
        {detail === null ? null : ` · ${detail}`}
        {summary.totals.unpriced === 0
          ? null
          : ` · ${t.features.unpriced(format.count(summary.totals.unpriced), isOne(format.locale, summary.totals.unpriced))}`}
      </p>
    </div>
  );
}

interface Sentence {
  readonly totals: Measures;
  readonly allSpend: string | null;
  readonly currency: string;
  readonly when: string;
  /** Other filters narrow the spend of all features too. */
  readonly isFiltered: boolean;
}

/** A deterministic template: the same figures give the same words. */
export function featureSentence(
  { totals, allSpend, currency, when, isFiltered }: Sentence,
  t: Messages,
  format: Format,
): { readonly headline: string; readonly detail: string | null } {
  const words = t.features.feature;
  const spend = knownSpend(totals);
  if (spend === null) return { headline: words.unpriced(when), detail: null };
  const money = (decimal: string) => format.money(decimal.replace(/^-/, ""), currency, "compact");
  const floor = (decimal: string) =>
    totals.unpriced > 0 ? t.features.verdict.atLeast(money(decimal)) : money(decimal);
  const part = ratio(spend, allSpend);
  const ofSpend = isFiltered ? words.ofFiltered : words.ofAll;
  const detail = part === null ? null : ofSpend(format.percent(part));
  const { revenue, margin } = totals;
  if (revenue === null || margin === null) {
    return { headline: words.costs(floor(spend), when), detail };
  }
  if (isZero(spend)) return { headline: words.noSpend(money(revenue), when), detail: null };
  if (isZero(revenue)) return { headline: words.lost(floor(margin), when), detail };
  const covered = format.percent(ratio(revenue, spend) ?? 0);
  return {
    headline: isNegative(margin)
      ? words.loses(floor(margin), when, covered)
      : words.earns(money(margin), when, covered),
    detail,
  };
}
