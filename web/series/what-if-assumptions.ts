import type { Cube } from "../../domain/what-if/cube.ts";
import type { Scenario } from "../../domain/what-if/scenario.ts";
import type { Format } from "../format/create-format.ts";
import type { whatIfEn } from "../i18n/what-if-en.ts";
import type { Recorded } from "./what-if-recorded.ts";
import { DRAWS, type WhatIfResult } from "./what-if-result.ts";

/** One line of the list: what is assumed, and what was recorded where that is another thing. */
export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly recorded: string;
}

interface AssumptionsInput {
  readonly cube: Cube;
  readonly scenario: Scenario;
  readonly recorded: Recorded;
  readonly result: WhatIfResult;
  readonly revenueKnown: boolean;
  readonly words: typeof whatIfEn;
  readonly format: Format;
}

/** Everything that a scenario takes for granted, in words: nothing is hidden in the engine. */
export function assumptionsOf(input: AssumptionsInput): Assumption[] {
  const { cube, scenario, recorded, result, words, format } = input;
  const { levers, assumptions } = words;
  const { launch } = scenario;
  const number = (value: number) => format.decimal(value.toFixed(6));
  const money = (value: number) => format.money(value.toFixed(9), cube.currency);
  const line = (name: string, value: string, was = ""): Assumption => ({
    name,
    value,
    recorded: was,
  });
  const clip = recorded.clip;
  return [
    line(assumptions.days, format.count(scenario.days)),
    line(assumptions.alone, scenario.recorded ? assumptions.yes : assumptions.no, assumptions.yes),
    ...(launch === null
      ? []
      : [
          line(levers.users, format.count(launch.eligibleUsers)),
          line(levers.adopt, format.percent(launch.adoption)),
          line(levers.cpw, number(launch.clipsPerWeek)),
          line(levers.plan, `${launch.plan}: ${assumptions.habits(launch.plan)}`),
          line(levers.curve, curveText(launch.curve, words, format)),
          line(levers.paying, format.percent(launch.payingShare)),
          line(levers.planprice, money(launch.planPrice)),
          line(levers.packs, number(launch.packsPerMonth)),
          line(levers.packprice, money(launch.packPrice)),
        ]),
    ...(clip === null
      ? []
      : [
          line(assumptions.cost, money(costOf(input)), money(clip.cost)),
          line(assumptions.length, number(scenario.seconds ?? clip.seconds), number(clip.seconds)),
          line(
            assumptions.failed,
            format.percent(scenario.failureRate ?? clip.failureRate),
            format.percent(clip.failureRate),
          ),
          line(levers.retry, format.percent(scenario.retryRate), format.percent(0)),
          ...(clip.gpuSeconds === null
            ? []
            : [line(assumptions.gpu, number(clip.gpuSeconds), number(clip.gpuSeconds))]),
        ]),
    ...Object.entries(scenario.models ?? {}).map(([model, share]) =>
      line(
        levers.mix(model),
        format.percent(share),
        format.percent(recorded.models.find(({ name }) => name === model)?.share ?? 0),
      ),
    ),
    ...Object.entries(scenario.priceFactors).map(([model, times]) =>
      line(levers.pf(model), number(times), number(1)),
    ),
    ...(scenario.gpu === null
      ? []
      : [
          line(levers.gpuHour, money(scenario.gpu.perHour)),
          line(levers.gpuUse, format.percent(scenario.gpu.utilisation)),
        ]),
    ...(scenario.gpus === null ? [] : [line(levers.gpus, format.count(scenario.gpus))]),
    ...scenario.quotas.map((quota) =>
      line(
        levers.quota(quota.plan),
        `${format.count(quota.clips)} ${levers.window} ${levers.windows[quota.window]}`,
      ),
    ),
    ...Object.entries(scenario.planPriceFactors).map(([plan, times]) =>
      line(levers.ppf(plan), number(times), number(1)),
    ),
    ...Object.entries({ ...cube.rates, ...scenario.rates }).map(([from, rate]) =>
      line(levers.fx(from, cube.currency), number(rate), number(cube.rates[from] ?? rate)),
    ),
    ...Object.entries(scenario.ranges).flatMap(([name, range]) =>
      range === undefined
        ? []
        : [
            line(
              levers.ranges[name as keyof typeof levers.ranges],
              `${number(range.low)} – ${number(range.high)}`,
            ),
          ],
    ),
    line(assumptions.seed, assumptions.drawsSeed(format.count(DRAWS), String(scenario.seed))),
    line(assumptions.elasticity, assumptions.none),
    line(assumptions.steadyUse, assumptions.yes),
    ...(recorded.unpriced === 0
      ? []
      : [line(assumptions.unpriced(format.count(recorded.unpriced)), assumptions.yes)]),
    ...result.projection.missing.map(({ kind, name }) =>
      line(assumptions.missing[kind](name), assumptions.yes),
    ),
    ...(result.projection.leftOut.length === 0
      ? []
      : [line(assumptions.leftOut(result.projection.leftOut.join(", ")), assumptions.yes)]),
    ...(input.revenueKnown ? [] : [line(assumptions.noRevenue, assumptions.yes)]),
  ];
}

/** What a clip costs in the scenario, tries again included. */
function costOf({ result }: AssumptionsInput): number {
  const { clips, spend } = result.projection.steady;
  return clips === 0 ? 0 : spend / clips;
}

function curveText(
  curve: NonNullable<Scenario["launch"]>["curve"],
  { levers }: typeof whatIfEn,
  format: Format,
): string {
  const words = levers.curves[curve.kind];
  if (curve.kind === "flat") return words;
  if (curve.kind === "ramp") return `${words}: ${format.count(curve.days)}`;
  return `${words}: ${levers.peak} ${format.decimal(String(curve.peak))}, ${levers.halfLife} ${format.decimal(String(curve.halfLifeDays))}`;
}
