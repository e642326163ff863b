import type { Messages } from "../../i18n/en.ts";

/** Why a cost is unknown, in words; a reason that this build does not know is shown as it came. */
export function unpricedReason(reason: string | null, t: Messages): string {
  if (reason === null) return t.common.unknown;
  const reasons: Readonly<Record<string, string>> = t.generations.unpricedReasons;
  return reasons[reason] ?? reason;
}
