import { useQuery } from "@tanstack/react-query";
import { useContext, useMemo } from "react";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import { breakdownQuery, summaryQuery, timeseriesQuery } from "../../client/analytics-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { isZero } from "../../format/money.ts";
import { TimeZoneContext } from "../../format/time-zone-context.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { FeatureShares } from "./feature-shares.tsx";
import { WeekBars } from "./week-bars.tsx";

interface MoneyCardProps {
  readonly user: string;
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

/** What the user cost and earned, how much they made week by week, and with which features. */
export function MoneyCard({ user, range }: MoneyCardProps) {
  const t = useMessages();
  const timeZone = useContext(TimeZoneContext);
  const view = useMemo(
    (): View => ({
      ...range,
      range: "90d",
      timeZone,
      interval: "week",
      isIntervalChosen: true,
      compare: "none",
      filters: [{ name: "user", values: [user] }],
      isLive: false,
    }),
    [range, timeZone, user],
  );
  const summary = useQuery(summaryQuery(view));
  const series = useQuery(timeseriesQuery(view, null));
  const features = useQuery(breakdownQuery(view, "feature"));
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{t.userMoney.title}</h2>
      <p className="mt-0.5 mb-4 text-[13px] text-muted">{t.userMoney.lead}</p>
      {summary.data === undefined && summary.error !== null ? (
        <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
      ) : null}
      {summary.data === undefined && summary.error === null ? (
        <Skeleton className="h-28 w-full" />
      ) : null}
      {summary.data === undefined ? null : <Figures answer={summary.data} />}
      {series.data === undefined ? null : <WeekBars {...series.data} />}
      {features.data === undefined ? null : (
        <FeatureShares user={user} rows={features.data.data} currency={features.data.currency} />
      )}
    </Card>
  );
}

function Figures({ answer }: { answer: SummaryAnswer }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.userMoney;
  const { totals, currency, other_currencies: others } = answer;
  const money = (amount: string | null) =>
    amount === null ? t.common.unknown : format.money(amount, currency);
  const figures = [
    {
      id: "spend",
      label: words.spend,
      value: money(knownSpend(totals)),
      note: isZero(totals.held) ? null : words.held(format.money(totals.held, currency)),
    },
    { id: "revenue", label: words.revenue, value: money(totals.revenue), note: null },
    { id: "margin", label: words.margin, value: money(knownMargin(totals)), note: null },
    {
      id: "clips",
      label: words.clips,
      value: format.count(totals.generations),
      note: words.outcomes(format.count(totals.succeeded), format.count(totals.failed)),
    },
    {
      id: "per-clip",
      label: words.perClip,
      value: money(totals.cost_per_generation),
      note: totals.unpriced === 0 ? null : words.unpriced(format.count(totals.unpriced)),
    },
    { id: "waste", label: words.waste, value: money(totals.waste), note: null },
  ];
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
        {figures.map(({ id, label, value, note }) => (
          <div key={id} data-testid={`user-${id}`} className="min-w-0">
            <dt className="text-[13px] text-muted">{label}</dt>
            <dd className="tabular text-lg font-semibold tracking-tight">
              {value}
              {note === null ? null : (
                <span className="block text-xs font-normal tracking-normal text-muted">{note}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {others.map((other) => (
        <p key={other.currency} className="tabular mt-2 text-xs text-muted">
          {words.otherCurrency(format.money(other.spend, other.currency))}
        </p>
      ))}
    </>
  );
}
