/** How wanted clips go over the days after a launch, against the steady state (no unit). */
export type LaunchCurve =
  | { readonly kind: "flat" }
  /** Opens at `peak` times the steady state and loses half of the surplus every `halfLifeDays`. */
  | { readonly kind: "spike"; readonly peak: number; readonly halfLifeDays: number }
  /** Grows evenly to the steady state within `days`. */
  | { readonly kind: "ramp"; readonly days: number };

/** The curve on a day; day 0 is the launch. */
export function launchCurve(curve: LaunchCurve, day: number): number {
  switch (curve.kind) {
    case "flat":
      return 1;
    case "spike":
      return 1 + (curve.peak - 1) * 2 ** (-day / curve.halfLifeDays);
    case "ramp":
      return Math.min(1, (day + 1) / curve.days);
  }
}
