import { NONE } from "../attribution-fields.ts";
import type { Nano } from "../money.ts";
import { partyValue, type QuotaParty } from "./applicable-rules.ts";
import type { QuotaRule } from "./rule.ts";

/** One stage of a roll-out: who may use a feature, when, and for how much a day. */
export interface Gate {
  readonly id: string;
  readonly name: string;
  readonly feature: string;
  /** Null lets every one in. */
  readonly regions: readonly string[] | null;
  readonly platforms: readonly string[] | null;
  readonly plans: readonly string[] | null;
  /** How many of 10,000 users are let in; the same ones on every process, and more of them when it grows. */
  readonly shareBasisPoints: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** In the reporting currency, per day of `tz`; null for none. */
  readonly dailyBudget: Nano | null;
  readonly tz: string;
  readonly paused: boolean;
}

export type GateAnswer =
  /** No gate guards the feature. */
  | { readonly kind: "ungated" }
  | { readonly kind: "open"; readonly gate: Gate }
  | { readonly kind: "closed"; readonly feature: string; readonly because: ClosedReason };

export const CLOSED_REASONS = ["paused", "dates", "region", "platform", "plan", "share"] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

const WHOLE_SHARE = 10_000;

/**
 * Whether a feature is open to a party. A feature without gates is open; with gates, one that lets the party in is
 * enough (the first by id), and the reason given is that of the gate which came closest.
 */
export function askGates(gates: readonly Gate[], party: QuotaParty, atMs: number): GateAnswer {
  const feature = partyValue(party, "feature");
  const own = gates
    .filter((gate) => gate.feature === feature)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let closest = -1;
  for (const gate of own) {
    const reason = closedReason(gate, party, atMs);
    if (reason === null) return { kind: "open", gate };
    closest = Math.max(closest, CLOSED_REASONS.indexOf(reason));
  }
  const because = CLOSED_REASONS[closest];
  return because === undefined ? { kind: "ungated" } : { kind: "closed", feature, because };
}

/** A gate's own daily budget as a rule: it binds whoever came in through this gate, all together; null for none. */
export function gateBudgetRule(gate: Gate): QuotaRule | null {
  if (gate.dailyBudget === null) return null;
  return {
    id: gate.id,
    name: `${gate.name}: daily budget`,
    subject: { each: [], fixed: { feature: gate.feature } },
    metric: "cost",
    window: { kind: "calendar", unit: "day", tz: gate.tz },
    limit: gate.dailyBudget,
    mode: "block",
  };
}

/** The family in which a gate's daily budget counts: its own, however many gates a feature has. */
export function gateFamily(gate: Gate): string {
  return `cost|day:${gate.tz}|gate:${gate.id}`;
}

/** A user's place among 10,000, stable for a feature. */
export function userShare(feature: string, user: string): number {
  return mixedHash(`${feature}\n${user}`) % WHOLE_SHARE;
}

function closedReason(gate: Gate, party: QuotaParty, atMs: number): ClosedReason | null {
  const { attribution } = party;
  if (gate.paused) return "paused";
  if ((gate.fromMs !== null && atMs < gate.fromMs) || (gate.toMs !== null && atMs >= gate.toMs)) {
    return "dates";
  }
  if (!admits(gate.regions, attribution.region)) return "region";
  if (!admits(gate.platforms, attribution.platform)) return "platform";
  if (!admits(gate.plans, attribution.plan)) return "plan";
  return inShare(gate, attribution.user) ? null : "share";
}

function admits(values: readonly string[] | null, value: string): boolean {
  return values === null || values.includes(value);
}

/** Who names no user can't be told apart, so only a whole share lets them in. */
function inShare(gate: Gate, user: string): boolean {
  if (gate.shareBasisPoints >= WHOLE_SHARE) return true;
  return user !== NONE && userShare(gate.feature, user) < gate.shareBasisPoints;
}

/** FNV-1a over UTF-16 code units, then the finaliser of MurmurHash3 (both public domain), 32 bits unsigned. */
function mixedHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
