import type { BreakdownAnswer, SummaryAnswer } from "../../../api/contract/analytics.ts";
import { parseNano } from "../../../domain/money.ts";
import { ratio } from "../../format/money.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownSpend } from "../../series/known-spend.ts";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

interface FeaturesVerdictProps {
  readonly summary: SummaryAnswer | undefined;
  readonly worst: BreakdownAnswer | undefined;
  readonly connected: boolean | null;
  readonly busy: boolean;
}

/** Which feature loses most, what part of the spend it is, and what all of them spent and earned. */
export function FeaturesVerdict({ summary, worst, connected, busy }: FeaturesVerdictProps) {
  const t = useMessages();
  const format = useFormat();
  if (summary === undefined || worst === undefined || connected === null) {
    return (
      <div aria-busy="true" className="min-h-[4.5rem] space-y-3 pt-1">
        <Skeleton className="h-7 w-full max-w-2xl" />
        <Skeleton className="h-4 w-full max-w-md" />
      </div>
    );
  }
  const { headline, detail } = featuresSentence({ summary, worst, connected }, t, format);
  return (
    <div aria-busy={busy} className={classNames("min-h-[4.5rem]", busy && "opacity-60")}>
      {headline === null ? null : (
        <p className="max-w-5xl text-xl leading-snug font-semibold tracking-tight text-pretty sm:text-2xl">
          {headline}
        </p>
      )}
      <p className="mt-1.5 text-[13px] text-muted">
        {format.range(Date.parse(summary.from), Date.parse(summary.to))}
        {detail === null ? null : ` · ${detail}`}
      </p>
    </div>
  );
}

interface Known {
  readonly summary: SummaryAnswer;
  readonly worst: BreakdownAnswer;
  readonly connected: boolean;
}

/** A deterministic template: the same figures give the same words. */
export function featuresSentence(
  { summary, worst, connected }: Known,
  t: Messages,
  format: Format,
): { readonly headline: string | null; readonly detail: string | null } {
  const words = t.features.verdict;
  const { totals, currency } = summary;
  const [row] = worst.data;
  const spend = knownSpend(totals);
  const revenue = connected ? totals.revenue : null;
  const detail =
    spend === null
      ? null
      : words.all(
          worst.values_in_all,
          format.count(worst.values_in_all),
          format.money(spend, currency, "compact"),
          revenue === null ? null : format.money(revenue, currency, "compact"),
        );
  if (row === undefined) return { headline: null, detail };
  const name = row.values["feature"] ?? "";
  const own = knownSpend(row);
  if (own === null) return { headline: words.unpriced(name), detail };
  const floor = (text: string) => (row.unpriced > 0 ? words.atLeast(text) : text);
  const share = ratio(own, totals.spend);
  const margin = connected ? row.margin : null;
  if (margin === null) {
    const cost = floor(format.money(own, currency, "compact"));
    return { headline: words.costs(name, cost, format.percent(share ?? 0)), detail };
  }
  const written = format.signedMoney(margin, currency, "compact");
  if (share === null) return { headline: words.noSpend(name, written), detail };
  const part = format.percent(share);
  const sign = parseNano(margin);
  if (sign < 0n) {
    const loss = format.money(margin.replace(/^-/, ""), currency, "compact");
    return { headline: words.loses(name, floor(loss), part), detail };
  }
  if (sign === 0n) return { headline: words.even(name, part), detail };
  return { headline: words.earnsLeast(name, written, part), detail };
}
