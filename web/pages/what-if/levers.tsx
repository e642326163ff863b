import { useMessages } from "../../i18n/use-messages.ts";
import type { Recorded } from "../../series/what-if-recorded.ts";
import { Card } from "../../ui/card.tsx";
import type { WhatIfSearch } from "../../view/what-if-search.ts";
import { pairOf, withPair, type ChangeWhatIf } from "./change-lever.ts";
import { ClipLevers } from "./clip-levers.tsx";
import { LaunchLevers } from "./launch-levers.tsx";
import { LeverGroup } from "./lever-group.tsx";
import { LeverNumber } from "./lever-number.tsx";
import { LimitLevers } from "./limit-levers.tsx";

interface LeversProps {
  readonly search: WhatIfSearch;
  readonly recorded: Recorded;
  readonly currency: string;
  readonly rates: Readonly<Record<string, number>>;
  readonly change: ChangeWhatIf;
}

const RANGES = ["adoption", "clipsPerWeek", "volume", "clipCost", "revenue"] as const;

/** Everything that a scenario can change; what nobody touched stays as recorded. */
export function Levers({ search, recorded, currency, rates, change }: LeversProps) {
  const t = useMessages();
  const { groups, levers } = t.whatIf;
  const shared = { search, recorded, currency, change };
  return (
    <Card className="px-4 py-1">
      <LeverGroup title={groups.launch} isOpen>
        <LaunchLevers {...shared} />
      </LeverGroup>
      <LeverGroup title={groups.limits} isOpen>
        <LimitLevers {...shared} />
      </LeverGroup>
      <LeverGroup title={groups.clip} isOpen={false}>
        <ClipLevers {...shared} />
      </LeverGroup>
      <LeverGroup title={groups.failures} isOpen={false}>
        <LeverNumber
          label={levers.fail}
          value={search.fail}
          recorded={recorded.clip === null ? null : Number(recorded.clip.failureRate.toFixed(4))}
          min={0}
          max={0.99}
          percent
          onChange={(fail) => change({ fail })}
        />
        <LeverNumber
          label={levers.retry}
          value={search.retry}
          recorded={0}
          min={0}
          max={0.99}
          percent
          hint={levers.retryHint}
          onChange={(retry) => change({ retry })}
        />
      </LeverGroup>
      {recorded.payingPlans.length === 0 ? null : (
        <LeverGroup title={groups.revenue} isOpen={false}>
          {recorded.payingPlans.map((plan) => (
            <LeverNumber
              key={plan}
              label={levers.ppf(plan)}
              value={pairOf(search, "ppf", plan)}
              recorded={1}
              min={0}
              max={1000}
              onChange={(value) => change(withPair(search, "ppf", plan, value))}
            />
          ))}
          {recorded.currencies.map((from) => (
            <LeverNumber
              key={from}
              label={levers.fx(from, currency)}
              value={pairOf(search, "fx", from)}
              recorded={rates[from] ?? null}
              min={1e-9}
              max={1e6}
              onChange={(value) => change(withPair(search, "fx", from, value))}
            />
          ))}
        </LeverGroup>
      )}
      <LeverGroup title={groups.sure} isOpen={false}>
        <LeverNumber
          label={levers.days}
          value={search.days}
          recorded={90}
          min={1}
          max={365}
          whole
          onChange={(days) => change({ days })}
        />
        {RANGES.map((name) => {
          const [low, high] = (pairOf(search, "sure", name) ?? "").split(":");
          const set = (nextLow: string | undefined, nextHigh: string | undefined) =>
            change(
              withPair(
                search,
                "sure",
                name,
                nextLow === undefined && nextHigh === undefined
                  ? undefined
                  : `${nextLow ?? "1"}:${nextHigh ?? "1"}`,
              ),
            );
          const isSet = low !== undefined && low !== "";
          return (
            <fieldset key={name} className="grid grid-cols-2 gap-3">
              <legend className="mb-1.5 text-[13px] font-medium">{levers.ranges[name]}</legend>
              <LeverNumber
                label={levers.low}
                value={isSet ? low : undefined}
                recorded={1}
                min={0.01}
                max={1}
                onChange={(next) => set(next, isSet ? high : undefined)}
              />
              <LeverNumber
                label={levers.high}
                value={isSet ? high : undefined}
                recorded={1}
                min={1}
                max={100}
                onChange={(next) => set(isSet ? low : undefined, next)}
              />
            </fieldset>
          );
        })}
      </LeverGroup>
    </Card>
  );
}
