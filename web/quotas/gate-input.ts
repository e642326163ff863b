import type { GateInput, GateRow } from "../../api/contract/quotas.ts";

/** A stage as it would be written again, for changing one part of it. */
export function gateInputOf(gate: GateRow): GateInput {
  const { name, feature, regions, platforms, plans, share, from, to, tz, paused } = gate;
  return {
    name,
    feature,
    regions,
    platforms,
    plans,
    share,
    from,
    to,
    daily_budget: gate.daily_budget,
    tz,
    paused,
  };
}

/** Stages by feature, features and stages in the order of their names as people count: 10 % after 5 %. */
export function gatesByFeature(
  gates: readonly GateRow[],
  locale: string,
): readonly { readonly feature: string; readonly gates: readonly GateRow[] }[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const features = [...new Set(gates.map((gate) => gate.feature))].toSorted(compare);
  return features.map((feature) => ({
    feature,
    gates: gates
      .filter((gate) => gate.feature === feature)
      .toSorted((a, b) => compare(a.name, b.name)),
  }));
}
