import type { UsageAnswer } from "../../api/contract/quotas.ts";
import { NANO_PER_UNIT, parseNano } from "../../domain/money.ts";
import { addDecimals } from "../format/money.ts";

type UsageRow = UsageAnswer["data"][number];

/** Why a user can or can't generate now, for sentences in the reader's language. */
export type UsageVerdict =
  | { readonly kind: "free" }
  /** The blocking rule that has the smallest share left; what runs at once speaks only when nothing else does. */
  | { readonly kind: "left"; readonly row: UsageRow }
  | { readonly kind: "block"; readonly reason: string; readonly until: string | null }
  | { readonly kind: "limit"; readonly row: UsageRow }
  /** Something only the server knows, a roll-out for instance: its own sentence. */
  | { readonly kind: "other"; readonly because: string };

/** Follows the server's yes or no, and finds the fact behind it. */
export function usageVerdict(usage: UsageAnswer): UsageVerdict {
  const blocking = usage.data.filter((row) => row.mode === "block");
  if (usage.allowed) {
    const counted = blocking.filter((row) => row.metric !== "in_flight");
    const [tightest] = (counted.length === 0 ? blocking : counted).toSorted(byShareLeft);
    return tightest === undefined ? { kind: "free" } : { kind: "left", row: tightest };
  }
  if (usage.block !== null) {
    const { reason, until } = usage.block;
    return { kind: "block", reason: reason ?? "", until };
  }
  // Of several used-up limits the one that frees last decides.
  const [last] = blocking.filter(isUsedUp).toSorted(byResetDescending);
  return last === undefined
    ? { kind: "other", because: usage.because.replace(/^No: /, "") }
    : { kind: "limit", row: last };
}

/** What the window and the user's grants have left together, as a decimal string. */
export function roomOf(row: UsageRow): string {
  return addDecimals([row.left, row.granted_left ?? "0"]);
}

/** A whole clip must fit where clips are counted; anything at all where its size is not known yet. */
function isUsedUp(row: UsageRow): boolean {
  const room = parseNano(roomOf(row));
  const counts = row.metric === "generations" || row.metric === "in_flight";
  return counts ? room < NANO_PER_UNIT : room <= 0n;
}

function byShareLeft(a: UsageRow, b: UsageRow): number {
  const [mine, theirs] = [
    parseNano(roomOf(a)) * parseNano(b.limit),
    parseNano(roomOf(b)) * parseNano(a.limit),
  ];
  if (mine === theirs) return 0;
  return mine < theirs ? -1 : 1;
}

/** What never resets comes first. */
function byResetDescending(a: UsageRow, b: UsageRow): number {
  const at = (row: UsageRow): number =>
    row.resets_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.resets_at);
  if (at(a) === at(b)) return 0;
  return at(a) > at(b) ? -1 : 1;
}
