import type { UpstreamFleet } from "../../domain/fleet/compose-fleet.ts";
import { addGpuAmounts, NO_GPU_AMOUNT, type GpuAmount } from "../../domain/fleet/gpu-amount.ts";
import type { IdleSplit } from "../../domain/fleet/split-idle.ts";
import { formatNano } from "../../domain/money.ts";
import type { FleetAnswer } from "../contract/fleet.ts";
import { showAmount } from "./show-figures.ts";

interface User {
  readonly used: GpuAmount;
  readonly failed: GpuAmount;
  readonly idle: GpuAmount;
}

const NOTHING: User = { used: NO_GPU_AMOUNT, failed: NO_GPU_AMOUNT, idle: NO_GPU_AMOUNT };

/** Each value's parts over all fleets, the dearest first, equal ones by name. */
export function showUsers(
  fleets: readonly UpstreamFleet[],
  splits: readonly IdleSplit[],
): FleetAnswer["data"] {
  const users = new Map<string, User>();
  const add = (value: string, part: Partial<User>): void => {
    const known = users.get(value) ?? NOTHING;
    users.set(value, {
      used: addGpuAmounts(known.used, part.used ?? NO_GPU_AMOUNT),
      failed: addGpuAmounts(known.failed, part.failed ?? NO_GPU_AMOUNT),
      idle: addGpuAmounts(known.idle, part.idle ?? NO_GPU_AMOUNT),
    });
  };
  for (const { value, used, failed } of fleets.flatMap((fleet) => fleet.values)) {
    add(value, { used, failed });
  }
  for (const [value, idle] of splits.flatMap((split) => [...split.parts])) add(value, { idle });
  const costOf = ({ used, failed, idle }: User) => used.cost + failed.cost + idle.cost;
  return Array.from(users)
    .toSorted(([a, one], [b, other]) => {
      const difference = costOf(other) - costOf(one);
      if (difference !== 0n) return difference > 0n ? 1 : -1;
      return a < b ? -1 : 1;
    })
    .map(([value, user]) => ({
      value,
      used: showAmount(user.used),
      failed: showAmount(user.failed),
      idle: showAmount(user.idle),
      cost: formatNano(costOf(user)),
    }));
}

/** What of the idle time stayed on a line of its own, and why. */
export function idleLeft(splits: readonly IdleSplit[]): FleetAnswer["idle_left"] {
  const left = splits.reduce((sum, split) => addGpuAmounts(sum, split.left), NO_GPU_AMOUNT);
  return {
    ...showAmount(left),
    reason: splits.find(({ reason }) => reason !== null)?.reason ?? null,
  };
}
