import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import { ratio } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { percentOrDash } from "../overview/breakdown-columns.tsx";

/** The cards of the overview as a list, with every cent. */
export function PrintTotals({ summary }: { summary: SummaryAnswer }) {
  const t = useMessages();
  const words = t.overview.cards;
  const format = useFormat();
  const { totals, currency } = summary;
  const money = (amount: string | null) => <MaybeMoney amount={amount} currency={currency} />;
  const figures = [
    [words.spend, money(knownSpend(totals))],
    [words.revenue, money(totals.revenue)],
    [words.margin, money(knownMargin(totals))],
    [t.overview.table.coverage, percentOrDash(format, ratio(totals.revenue, totals.spend))],
    [words.cost, money(totals.cost_per_generation)],
    [words.generations, format.count(totals.generations)],
  ] as const;
  return (
    <dl className="grid break-inside-avoid grid-cols-2 gap-px border border-hairline bg-hairline sm:grid-cols-3">
      {figures.map(([name, value]) => (
        <div key={name} className="bg-card p-3">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="mt-0.5 text-base font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
