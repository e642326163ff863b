import type { ReactNode } from "react";
import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { ratio } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

/** The whole period in six figures. */
export function EconomicsCards({ totals, currency }: Pick<EconomicsAnswer, "totals" | "currency">) {
  const t = useMessages();
  const words = t.economics.cards;
  const format = useFormat();
  const coverage = totals.coverage.value;
  const wasted = ratio(totals.waste, totals.spend);
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-3 2xl:grid-cols-6">
      <Figure label={words.spend}>
        <Money amount={totals.spend} currency={currency} />
      </Figure>
      <Figure label={words.revenue}>
        <MaybeMoney amount={totals.recognised_revenue} currency={currency} />
      </Figure>
      <Figure label={words.coverage} hint={coverage === null ? undefined : words.coverageHint}>
        <span data-testid="coverage">
          {coverage === null ? t.common.unknown : format.percent(Number(coverage))}
        </span>
      </Figure>
      <Figure
        label={words.perClip}
        hint={words.perClipHint(format.count(totals.cost_per_clip.per))}
      >
        <MaybeMoney amount={totals.cost_per_clip.value} currency={currency} />
      </Figure>
      <Figure
        label={words.perUser}
        hint={words.perUserHint(format.users(totals.cost_per_active_user.per))}
      >
        <MaybeMoney amount={totals.cost_per_active_user.value} currency={currency} />
      </Figure>
      <Figure
        label={words.waste}
        hint={wasted === null ? undefined : words.wasteHint(format.percent(wasted))}
      >
        <Money amount={totals.waste} currency={currency} />
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

function Figure({ label, hint, children }: FigureProps) {
  return (
    <div className="rounded-xl border border-hairline bg-card p-4 shadow-card">
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd className="mt-1 text-lg font-semibold tracking-tight">{children}</dd>
      {hint === undefined ? null : <dd className="mt-0.5 text-xs text-muted">{hint}</dd>}
    </div>
  );
}
