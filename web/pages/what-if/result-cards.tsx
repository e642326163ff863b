import type { ReactNode } from "react";
import { DAYS_PER_MONTH } from "../../../domain/what-if/scenario.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { WhatIfResult } from "../../series/what-if-result.ts";
import { simulatedChange, simulatedMoney } from "./what-if-money.ts";

interface ResultCardsProps {
  readonly result: WhatIfResult;
  readonly currency: string;
}

/** A day of the steady state in four figures, each with its band and its month. */
export function ResultCards({ result, currency }: ResultCardsProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.cards;
  const { steady, days } = result.projection;
  const { baseline } = result.waterfall;
  const last = result.bands.days.at(-1);
  const money = (value: number) => simulatedMoney(format, value, currency);
  const refused = steady.wanted - steady.clips;
  // The band of the last day, moved to where the steady state lies.
  const bandOf = (name: "spend" | "revenue" | "margin") => {
    const end = days.at(-1)?.[name];
    const band = last?.[name];
    if (end === undefined || band === undefined) return null;
    const moved = steady[name] - end;
    return { low: band.low + moved, high: band.high + moved };
  };
  const cards = (["spend", "revenue", "margin"] as const).map((name) => {
    const band = bandOf(name);
    const isSure = band === null || band.high - band.low < Math.abs(steady[name]) / 50;
    return (
      <Figure key={name} label={words[name]} value={money(steady[name])}>
        <p>{words.month(money(steady[name] * DAYS_PER_MONTH))}</p>
        <p>{words.against(simulatedChange(format, steady[name] - baseline[name], currency))}</p>
        <p>
          {isSure || band === null ? words.sure : words.band(money(band.low), money(band.high))}
        </p>
      </Figure>
    );
  });
  return (
    <dl className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      {cards}
      <Figure label={words.clips} value={format.compact(Math.round(steady.clips))}>
        {refused < 0.5 ? null : <p>{words.refused(format.compact(Math.round(refused)))}</p>}
      </Figure>
    </dl>
  );
}

function Figure({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="min-w-0 rounded-xl border border-hairline bg-card p-4 shadow-card">
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd className="mt-1 text-xl font-semibold tracking-tight tabular">{value}</dd>
      <dd className="mt-1 space-y-0.5 text-xs text-muted">{children}</dd>
    </div>
  );
}
