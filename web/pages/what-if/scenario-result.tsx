import { useDeferredValue, useMemo } from "react";
import type { Cube } from "../../../domain/what-if/cube.ts";
import type { HoldingQuota } from "../../../domain/what-if/solve.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { assumptionsOf } from "../../series/what-if-assumptions.ts";
import type { Recorded } from "../../series/what-if-recorded.ts";
import { whatIfResult } from "../../series/what-if-result.ts";
import { scenarioOf, type WhatIfSearch } from "../../view/what-if-search.ts";
import { AssumptionsCard } from "./assumptions-card.tsx";
import { BudgetCard } from "./budget-card.tsx";
import type { ChangeWhatIf } from "./change-lever.ts";
import { GpusCard } from "./gpus-card.tsx";
import { GridCard } from "./grid-card.tsx";
import { OutlookFigure } from "./outlook-figure.tsx";
import { ResultCards } from "./result-cards.tsx";
import { StepsCard } from "./steps-card.tsx";
import { simulatedMoney } from "./what-if-money.ts";

interface ScenarioResultProps {
  readonly cube: Cube;
  readonly recorded: Recorded;
  readonly search: WhatIfSearch;
  readonly revenueKnown: boolean;
  readonly change: ChangeWhatIf;
}

/** What a scenario comes to; worked out behind the levers, so that these never wait for it. */
export function ScenarioResult({
  cube,
  recorded,
  search: latest,
  revenueKnown,
  change,
}: ScenarioResultProps) {
  const t = useMessages();
  const format = useFormat();
  const search = useDeferredValue(latest);
  const scenario = useMemo(() => scenarioOf(search), [search]);
  const budget = search.budget === undefined ? null : Number(search.budget);
  const result = useMemo(() => whatIfResult(cube, scenario, budget), [cube, scenario, budget]);
  const { steady } = result.projection;
  const { currency } = cube;
  const money = (value: number) => simulatedMoney(format, value, currency);
  const coverage = steady.spend === 0 ? null : steady.revenue / steady.spend;
  const sentence =
    coverage === null || !revenueKnown
      ? t.whatIf.verdictUnknown(money(steady.spend))
      : t.whatIf.verdict(money(steady.spend), money(steady.revenue), format.percent(coverage));
  const useQuota = ({ clips, window }: HoldingQuota) => {
    const plan = scenario.launch?.plan;
    if (plan === undefined || clips === null) return;
    const others = (search.quota ?? []).filter((text) => !text.startsWith(`${plan}:`));
    change({ quota: [...others, `${plan}:${clips}:${window}`] });
  };
  const figures = [
    [t.whatIf.cards.spend, steady.spend],
    [t.whatIf.cards.revenue, steady.revenue],
    [t.whatIf.cards.margin, steady.margin],
    [t.whatIf.cards.clips, steady.clips],
  ] as const;
  return (
    <div
      className={search === latest ? "min-w-0 space-y-5" : "min-w-0 space-y-5 opacity-60"}
      aria-busy={search !== latest}
    >
      <p role="status" className="text-[15px] font-medium">
        {sentence}
      </p>
      <ResultCards result={result} currency={currency} />
      <div className="grid gap-5 2xl:grid-cols-2">
        <StepsCard result={result} currency={currency} />
        <OutlookFigure result={result} currency={currency} />
      </div>
      <GridCard
        cube={cube}
        scenario={scenario}
        rows={search.down ?? (scenario.launch === null ? "seconds" : "adoption")}
        columns={search.across ?? (scenario.launch === null ? "failureRate" : "clipsPerWeek")}
        budget={budget}
        onLevers={(down, across) => change({ down, across })}
      />
      <div className="grid gap-5 2xl:grid-cols-2">
        <BudgetCard result={result} scenario={scenario} currency={currency} onQuota={useQuota} />
        <GpusCard result={result} scenario={scenario} />
      </div>
      <AssumptionsCard
        assumptions={assumptionsOf({
          cube,
          scenario,
          recorded,
          result,
          revenueKnown,
          words: t.whatIf,
          format,
        })}
        figures={figures.map(([name, value]) => [name, value.toFixed(2)])}
      />
    </div>
  );
}
