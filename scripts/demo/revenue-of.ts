import { formatNano, multiplyNano, parseNano } from "../../domain/money.ts";
import type { Clip } from "./draw-clip.ts";
import {
  API_USD_PER_SECOND,
  PACK,
  PER_USD,
  SUBSCRIPTION_USD,
  SUBSCRIPTION_USD_PER_CLIP,
} from "./launch-plan.ts";

/** Money that came in with a clip. */
export interface Payment {
  readonly id: string;
  readonly kind: "pack" | "subscription" | "api";
  readonly occurredAtMs: number;
  /** A subscription belongs to no feature. */
  readonly feature: string | null;
  readonly clip: Clip;
  /** Decimal string of `currency`. */
  readonly amount: string;
  readonly currency: string;
}

/** What a clip's user pays because of it. */
export type Till = (clip: Clip) => Payment[];

/**
 * Opens the till of a history. A pack is sold with every tenth clip that is made of one, a subscription whenever the
 * clips of its plan have come to its price; an API clip has a price of its own. So what is earned follows from the clips.
 */
export function openTill(): Till {
  const due = new Map<string, number>();
  const sells = (plan: string, usdPerClip: number, usd: number): boolean => {
    const owed = (due.get(plan) ?? usd / 2) + usdPerClip;
    due.set(plan, owed < usd ? owed : owed - usd);
    return owed >= usd;
  };
  return (clip) => {
    const { plan, currency } = clip;
    if (plan === "pack") {
      if (!sells(plan, PACK.usd / PACK.clips, PACK.usd)) return [];
      return [payment(clip, "pack", localPrice(PACK.usd, currency), currency)];
    }
    if (plan === "api" && clip.state === "succeeded") {
      const perSecond = parseNano(API_USD_PER_SECOND[clip.model]);
      const amount = multiplyNano(perSecond, parseNano(String(clip.seconds)));
      return [payment(clip, "api", formatNano(amount), "USD")];
    }
    const usd = SUBSCRIPTION_USD[plan];
    if (usd === undefined || !sells(plan, SUBSCRIPTION_USD_PER_CLIP[plan] ?? 0, usd)) return [];
    return [payment(clip, "subscription", localPrice(usd, currency), currency)];
  };
}

/** A store's price point: the dollar price at the rate of the time, to whole units where they are small. */
function localPrice(usd: number, currency: string): string {
  const local = usd * (PER_USD[currency] ?? 1);
  return local >= 100 ? String(Math.round(local / 10) * 10) : local.toFixed(2);
}

function payment(clip: Clip, kind: Payment["kind"], amount: string, currency: string): Payment {
  return {
    id: `demo_${kind}_${clip.id}`,
    kind,
    occurredAtMs: clip.createdAtMs,
    feature: kind === "subscription" ? null : clip.feature,
    clip,
    amount,
    currency,
  };
}
