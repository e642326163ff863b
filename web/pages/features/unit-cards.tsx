import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import { failedQueries } from "../../client/failed-queries.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { isZero, ratio } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownSpend } from "../../series/known-spend.ts";
import { payersShare, unitEconomics, type UnitCost } from "../../series/unit-economics.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { classNames } from "../../ui/class-names.ts";
import { formatFilter } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { decimalDelta, type Delta } from "../overview/delta.ts";
import { DeltaText } from "../overview/delta-text.tsx";
import { clipFilters } from "./clips-link.tsx";
import { UnitCard } from "./unit-card.tsx";

interface UnitCardsProps {
  readonly summary: SummaryAnswer | undefined;
  /** Who pays; of whole days. */
  readonly ledger: UseQueryResult<EconomicsAnswer>;
  readonly view: View;
  readonly busy: boolean;
}

type CardName = "requested" | "finished" | "kept" | "second" | "payer" | "breakEven";

/** What one of something costs, and by how many it was divided; each leads to what it is made of. */
export function UnitCards({ summary, ledger, view, busy }: UnitCardsProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.cards;
  const filters = { filters: view.filters, by: [], values: [] };
  const units = summary === undefined ? undefined : unitEconomics(summary.totals);
  const before = summary?.previous?.totals;
  const unitsBefore = before === undefined ? undefined : unitEconomics(before);
  const payers = ledger.data === undefined ? undefined : payersShare(ledger.data.totals);
  const currency = summary?.currency ?? "USD";
  const delta = (now: UnitCost | undefined, then: UnitCost | undefined): Delta | null =>
    before === undefined || now === undefined || then === undefined
      ? null
      : decimalDelta(now.amount, then.amount, before.generations);
  const over = (name: CardName, { amount, per }: UnitCost) => {
    const count = Math.round(Number(per));
    return amount === null && isZero(per)
      ? words.none
      : words.over(format.count(count), isOne(format.locale, count), words.units[name]);
  };
  const of = (name: CardName, unit: UnitCost | undefined, detail?: ReactNode) => ({
    label: words[name],
    hint: words.hints[name],
    value: unit === undefined ? undefined : <MaybeMoney amount={unit.amount} currency={currency} />,
    detail: unit === undefined ? undefined : (detail ?? over(name, unit)),
  });
  const coverage =
    summary === undefined ? null : ratio(summary.totals.revenue, summary.totals.spend);
  const wasted = summary === undefined ? null : ratio(summary.totals.waste, summary.totals.spend);
  const clips = (status?: readonly string[], waste?: readonly string[]) =>
    clipFilters({ ...filters, status, waste });
  const nobody = payers !== undefined && payers.user.per === "0" ? words.nobody : undefined;
  const failed = failedQueries([ledger]);
  return (
    <ul
      aria-busy={busy}
      className={classNames("grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-4", busy && "opacity-60")}
    >
      <UnitCard {...of("requested", units?.requested)} to="/generations" f={clips()}>
        <Change
          view={view}
          delta={delta(units?.requested, unitsBefore?.requested)}
          currency={currency}
        />
      </UnitCard>
      <UnitCard {...of("finished", units?.finished)} to="/generations" f={clips(["succeeded"])}>
        <Change
          view={view}
          delta={delta(units?.finished, unitsBefore?.finished)}
          currency={currency}
        />
      </UnitCard>
      <UnitCard {...of("kept", units?.kept)} to="/generations" f={clips(["succeeded"], KEPT)}>
        <Change view={view} delta={delta(units?.kept, unitsBefore?.kept)} currency={currency} />
      </UnitCard>
      <UnitCard {...of("second", units?.second)} to="/generations" f={clips()}>
        <Change view={view} delta={delta(units?.second, unitsBefore?.second)} currency={currency} />
      </UnitCard>
      <UnitCard
        label={words.coverage}
        hint={words.hints.coverage}
        value={
          summary === undefined
            ? undefined
            : coverage === null
              ? t.common.unknown
              : format.percent(coverage)
        }
        detail={summary === undefined ? undefined : <Covers summary={summary} />}
        to="/economics"
        f={view.filters.map(formatFilter)}
      />
      <UnitCard
        label={words.waste}
        hint={words.hints.waste}
        value={
          summary === undefined ? undefined : (
            <MaybeMoney
              amount={knownSpend(summary.totals) === null ? null : summary.totals.waste}
              currency={currency}
            />
          )
        }
        detail={wasted === null ? words.noSpend : t.features.share(format.percent(wasted))}
        to="/generations"
        f={clips(undefined, WASTE_CAUSES)}
      />
      {failed === null ? (
        <>
          <UnitCard {...of("payer", payers?.user, nobody)} to="/economics/users" />
          <UnitCard
            {...of(
              "breakEven",
              payers?.breakEven,
              nobody ??
                (payers === undefined || payers.earned === null || summary?.totals.revenue === null
                  ? undefined
                  : words.earnsNow(format.money(payers.earned, currency))),
            )}
            to="/economics"
            f={view.filters.map(formatFilter)}
          />
        </>
      ) : (
        <li className="col-span-2 rounded-xl border border-hairline bg-card shadow-card">
          <ErrorState error={failed.error} onRetry={failed.retry} minHeight={96} />
        </li>
      )}
    </ul>
  );
}

/** Every value of the dimension but the clips that are known to lie there. */
const KEPT = ["duplicate", "(none)"];

function Covers({ summary }: { summary: SummaryAnswer }) {
  const t = useMessages();
  const format = useFormat();
  const { totals, currency } = summary;
  const spend = knownSpend(totals);
  if (totals.revenue === null) return t.features.cards.noRevenue;
  if (spend === null || isZero(spend)) return t.features.cards.noSpend;
  return t.features.cards.covers(
    format.money(totals.revenue, currency, "compact"),
    format.money(spend, currency, "compact"),
  );
}

interface ChangeProps {
  readonly view: View;
  readonly delta: Delta | null;
  readonly currency: string;
}

function Change({ view, delta, currency }: ChangeProps) {
  return view.compare === "none" ? null : <DeltaText delta={delta} currency={currency} />;
}
