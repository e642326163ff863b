/** Something that changed a booked cost, and when. */
export interface CostChange {
  readonly atMs: number;
}

/**
 * FOCUS 1.2, Charge Class: `Correction` for a charge that was changed after its billing period had ended, for that
 * period may have been invoiced by then; null for every other one, those changed within their own period included.
 */
export function chargeClass(
  billingEndMs: number,
  changes: readonly CostChange[],
): "Correction" | null {
  return changes.some(({ atMs }) => atMs >= billingEndMs) ? "Correction" : null;
}
