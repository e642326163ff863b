import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import { parseNano } from "../../../domain/money.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import type { Format } from "../../format/create-format.ts";
import { isNegative, isZero, ratio } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { revenueOfView } from "../../view/revenue-search.ts";
import { withFilter } from "../../view/view-search.ts";
import { countDelta, decimalDelta, type Delta } from "./delta.ts";
import { DeltaText } from "./delta-text.tsx";

interface SummaryCardsProps {
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  readonly refreshing: boolean;
}

interface CardContent {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: ReactNode;
  readonly detail: ReactNode;
  readonly delta: Delta | null;
  readonly tone?: "spend" | "revenue" | undefined;
  /** `null`: the generations of the view; otherwise narrowed to these states. */
  readonly to: "/revenue" | "/generations" | "/waste";
  readonly status?: readonly string[];
}

/** The six figures of the period; each is a link to what it is made of. */
export function SummaryCards({ summary, view, refreshing }: SummaryCardsProps) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  if (summary === undefined) return <LoadingCards />;
  const { totals, currency } = summary;
  const before = summary.previous?.totals;
  const words = t.overview.cards;
  const money = (decimal: string) => (
    <span title={format.money(decimal, currency, "exact")}>
      {format.money(decimal, currency, "compact")}
    </span>
  );
  const delta = (pick: (measures: typeof totals) => string | null): Delta | null =>
    before === undefined ? null : decimalDelta(pick(totals), pick(before), before.generations);
  const maybe = (decimal: string | null) => (decimal === null ? t.common.unknown : money(decimal));
  const coverage = ratio(totals.revenue, totals.spend);
  const marginKnown = knownMargin(totals);
  const margin =
    marginKnown === null ? (
      t.common.unknown
    ) : (
      <span title={format.money(marginKnown, currency, "exact")}>
        {format.signedMoney(marginKnown, currency, "compact")}
      </span>
    );
  const marginDetail =
    coverage === null ? words.noCoverage : words.coverage(format.percent(coverage));
  const revenueDetail =
    totals.revenue_per_generation === null
      ? "–"
      : words.perClip(format.money(totals.revenue_per_generation, currency));
  const cards: readonly CardContent[] = [
    {
      id: "spend",
      label: words.spend,
      value: maybe(knownSpend(totals)),
      detail: isZero(totals.held)
        ? words.nothingHeld
        : words.held(format.money(totals.held, currency, "compact")),
      delta: delta((m) => m.spend),
      to: "/generations",
    },
    {
      id: "revenue",
      label: words.revenue,
      hint: words.revenueHint,
      value: maybe(totals.revenue),
      detail: totals.revenue === null ? words.revenueUnknown : revenueDetail,
      delta: delta((m) => m.revenue),
      to: "/revenue",
    },
    {
      id: "margin",
      label: words.margin,
      value: margin,
      tone: marginKnown === null ? undefined : isNegative(marginKnown) ? "spend" : "revenue",
      detail: totals.margin === null ? words.revenueUnknown : marginDetail,
      delta: delta((m) => m.margin),
      to: "/generations",
    },
    {
      id: "cost",
      label: words.cost,
      value: maybe(totals.cost_per_generation),
      detail: totals.cost_per_generation === null ? words.costNone : words.costKnown,
      delta: delta((m) => m.cost_per_generation),
      to: "/generations",
    },
    {
      id: "waste",
      label: words.waste,
      hint: words.wasteHint,
      value: money(totals.waste),
      detail: wasteDetail(totals, words, format),
      delta: delta((m) => m.waste),
      to: "/waste",
    },
    {
      id: "generations",
      label: words.generations,
      value: (
        <span title={format.count(totals.generations)}>{format.compact(totals.generations)}</span>
      ),
      detail: [
        words.failed(format.compact(totals.failed)),
        ...(totals.unpriced === 0 ? [] : [words.unpriced(format.compact(totals.unpriced))]),
        ...(totals.in_flight === 0 ? [] : [words.inFlight(format.compact(totals.in_flight))]),
      ].join(" · "),
      delta: before === undefined ? null : countDelta(totals.generations, before.generations),
      to: "/generations",
    },
  ];
  const searchOf = ({ to, status }: CardContent) => {
    if (to === "/revenue") return { ...search, ...revenueOfView(view) };
    return status === undefined
      ? search
      : { ...search, f: withFilter(view.filters, "status", status) };
  };
  return (
    <ul
      aria-busy={refreshing}
      className={classNames(
        "grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 xl:grid-cols-6",
        refreshing && "opacity-60",
      )}
    >
      {cards.map((card) => (
        <li key={card.id} className="min-w-0">
          <Link
            to={card.to}
            search={searchOf(card)}
            aria-label={words.open(card.label)}
            aria-describedby={`card-${card.id}`}
            className="block h-full rounded-xl border border-hairline bg-card p-4 shadow-card transition-colors hover:border-control/60 xl:min-h-[8.75rem]"
          >
            <span className="block text-[13px] text-muted" title={card.hint}>
              {card.label}
            </span>
            <span id={`card-${card.id}`} className="block">
              <span
                className={classNames(
                  "tabular mt-1.5 block text-xl font-semibold tracking-tight whitespace-nowrap md:text-2xl xl:text-xl 2xl:text-2xl",
                  card.tone === "spend" && "text-spend",
                  card.tone === "revenue" && "text-revenue",
                )}
              >
                {card.value}
              </span>
              <span className="tabular mt-1 block text-xs leading-snug text-muted">
                {card.detail}
              </span>
              {view.compare === "none" ? null : (
                <DeltaText delta={card.delta} currency={currency} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The waste's share of the spend, and the cause that weighs most. */
function wasteDetail(
  totals: Measures,
  words: Messages["overview"]["cards"],
  format: Format,
): string {
  const share = ratio(totals.waste, totals.spend);
  if (share === null) return words.noCoverage;
  const [largest] = WASTE_CAUSES.map((cause) => ({
    cause,
    nano: parseNano(totals.waste_by_cause[cause] ?? "0"),
  })).toSorted((a, b) => (a.nano > b.nano ? -1 : 1));
  if (largest === undefined || largest.nano === 0n) return words.wasteShare(format.percent(share));
  return words.wasteMostly(format.percent(share), words.wasteCauses[largest.cause]);
}

function LoadingCards() {
  return (
    <div aria-busy="true" className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 xl:grid-cols-6">
      {["a", "b", "c", "d", "e", "f"].map((card) => (
        <div
          key={card}
          // The longest text below a figure takes three lines there.
          className="rounded-xl border border-hairline bg-card p-4 shadow-card xl:min-h-[8.75rem]"
        >
          <Skeleton className="h-4 w-16" />
          <Skeleton className="mt-2.5 h-7 w-24" />
          <Skeleton className="mt-2 h-3.5 w-28" />
        </div>
      ))}
    </div>
  );
}
