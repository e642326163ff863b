import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import { ratio } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { countDelta, decimalDelta, type Delta } from "../overview/delta.ts";
import { DeltaText } from "../overview/delta-text.tsx";
import { percentOrDash } from "../overview/breakdown-columns.tsx";

/** The cards of the overview as a list, with every cent and what they were in the period compared with. */
export function PrintTotals({ summary }: { summary: SummaryAnswer }) {
  const t = useMessages();
  const words = t.overview.cards;
  const format = useFormat();
  const { totals, currency } = summary;
  const before = summary.previous?.totals;
  const delta = (pick: (measures: typeof totals) => string | null): Delta | null =>
    before === undefined ? null : decimalDelta(pick(totals), pick(before), before.generations);
  const clips = before === undefined ? null : countDelta(totals.generations, before.generations);
  const money = (amount: string | null) => <MaybeMoney amount={amount} currency={currency} />;
  const figures = [
    [words.spend, money(knownSpend(totals)), delta((m) => m.spend)],
    [words.revenue, money(totals.revenue), delta((m) => m.revenue)],
    [words.margin, money(knownMargin(totals)), delta((m) => m.margin)],
    [
      t.overview.table.coverage,
      percentOrDash(format, ratio(totals.revenue, totals.spend)),
      undefined,
    ],
    [words.cost, money(totals.cost_per_generation), delta((m) => m.cost_per_generation)],
    [words.generations, format.count(totals.generations), clips],
  ] as const;
  return (
    <dl className="grid break-inside-avoid grid-cols-2 gap-px border border-hairline bg-hairline sm:grid-cols-3">
      {figures.map(([name, value, change]) => (
        <div key={name} className="bg-card p-3">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="mt-0.5">
            <span className="text-base font-semibold">{value}</span>
            {before === undefined || change === undefined ? null : (
              <DeltaText delta={change} currency={currency} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
