import { NANO_PER_UNIT, plainNano } from "../../domain/money.ts";
import type { ClosedReason, GateAnswer } from "../../domain/quota/gate.ts";
import type { QuotaMetric, QuotaRule } from "../../domain/quota/rule.ts";
import { windowText } from "../../domain/quota/window.ts";
import type { UsageParty } from "./usage-party.ts";
import type { UsageState } from "./usage-state.ts";

export interface Verdict {
  readonly allowed: boolean;
  /** One sentence or two for people, with the figures. */
  readonly because: string;
}

/**
 * Whether one more clip would be admitted, as far as blocks, gates and counted rules tell, and why. Of several rules
 * that refuse, the one that resets last speaks; of those that admit, the one with the smallest part left.
 */
export function usageVerdict(
  party: UsageParty,
  facts: {
    /** The reason is an operator's own note: null for whoever may not read it. */
    readonly block: { readonly reason: string | null; readonly untilMs: number | null } | null;
    readonly gate: GateAnswer;
    readonly states: readonly UsageState[];
    /** Reporting currency: the unit of cost. */
    readonly currency: string;
  },
): Verdict {
  const { block, gate, states, currency } = facts;
  if (block !== null) {
    const until = block.untilMs === null ? "" : ` Until ${timeText(block.untilMs)}.`;
    const why = block.reason === null ? "." : `: ${sentence(block.reason)}`;
    return no(`${party.attribution.user} is blocked${why}${until}`);
  }
  if (gate.kind === "closed") return no(closedText(party, gate.feature, gate.because));
  const binding = states.filter((state) => state.counted.rule.mode === "block");
  const full = binding.filter((state) => !hasRoom(state)).toSorted(byReset);
  const [worst] = full;
  if (worst !== undefined) return no(usedText(worst, currency));
  const [tightest] = binding.toSorted(byPartLeft);
  return {
    allowed: true,
    because:
      tightest === undefined ? "Yes: no rule limits this." : `Yes: ${leftText(tightest, currency)}`,
  };
}

function no(because: string): Verdict {
  return { allowed: false, because: `No: ${because}` };
}

/** One whole clip must fit where clips are counted; anything at all where its size is not known yet. */
function hasRoom(state: UsageState): boolean {
  const { metric } = state.counted.rule;
  const room = state.left + (state.grantedLeft ?? 0n);
  return metric === "generations" || metric === "in_flight" ? room >= NANO_PER_UNIT : room > 0n;
}

/** The latest first; what never resets before all. */
function byReset(a: UsageState, b: UsageState): number {
  const atOf = (state: UsageState) => state.resetsAtMs ?? Number.MAX_SAFE_INTEGER;
  return atOf(b) - atOf(a);
}

function byPartLeft(a: UsageState, b: UsageState): number {
  const roomOf = (state: UsageState) => state.left + (state.grantedLeft ?? 0n);
  const difference = roomOf(a) * b.counted.rule.limit - roomOf(b) * a.counted.rule.limit;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function usedText(state: UsageState, currency: string): string {
  const { rule, rollingSeconds } = state.counted;
  const used = `${plainNano(state.used + state.held)} of ${limitText(state, currency)} are used.`;
  if (state.resetsAtMs === null || rule.metric === "in_flight") return used;
  const at = timeText(state.resetsAtMs);
  return rollingSeconds === null
    ? `${used} Resets ${at}.`
    : `${used} The oldest of them leaves the window ${at}.`;
}

function leftText(state: UsageState, currency: string): string {
  const { left, grantedLeft, counted } = state;
  if (grantedLeft === null || grantedLeft === 0n) {
    return `${plainNano(left)} of ${limitText(state, currency)} are left.`;
  }
  const unit = UNITS[counted.rule.metric] ?? currency;
  return `${plainNano(left)} of ${limitText(state, currency)} are left, and grants add ${plainNano(grantedLeft)} ${unit}.`;
}

/** `30 generations a day`, with whose they are unless they are the user's own. */
function limitText({ counted }: UsageState, currency: string): string {
  const { rule, perUser, subjectText } = counted;
  const whose = perUser ? "" : ` for ${subjectText}`;
  return `${plainNano(rule.limit)} ${UNITS[rule.metric] ?? currency} ${spanText(rule)}${whose}`;
}

function spanText({ metric, window }: QuotaRule): string {
  return metric === "in_flight" ? "at a time" : windowText(window);
}

/** Cost has its currency as its unit. */
const UNITS: Readonly<Partial<Record<QuotaMetric, string>>> = {
  generations: "generations",
  video_seconds: "seconds of video",
  gpu_seconds: "seconds of GPU time",
  in_flight: "generations",
};

function closedText(party: UsageParty, feature: string, because: ClosedReason): string {
  const { region, platform, plan } = party.attribution;
  const texts = {
    paused: `${feature} is paused.`,
    dates: `${feature} is not open at this time.`,
    region: `${feature} is not open in region ${region}.`,
    platform: `${feature} is not open on platform ${platform}.`,
    plan: `${feature} is not open to plan ${plan}.`,
    share: `${feature} is not open to this user yet.`,
  } as const satisfies Record<ClosedReason, string>;
  return texts[because];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace(".000Z", "Z");
}
