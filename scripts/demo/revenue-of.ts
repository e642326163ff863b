import { formatNano, multiplyNano, parseNano } from "../../domain/money.ts";
import type { Clip } from "./draw-clip.ts";
import {
  API_USD_PER_SECOND,
  PACK,
  PAYING_SUBSCRIBERS,
  PER_USD,
  SUBSCRIPTION_USD,
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

/** What the clip's user pays because of it: a pack for every ten clips, a month's subscription, or the API's price. */
export function revenueOf(clip: Clip, random: () => number): Payment[] {
  if (clip.plan === "pack") return sometimes(1 / PACK.clips, clip, "pack", PACK.usd, random);
  if (clip.plan === "plus" || clip.plan === "pro") {
    const usd = SUBSCRIPTION_USD[clip.plan] ?? 0;
    return sometimes(PAYING_SUBSCRIBERS[clip.plan], clip, "subscription", usd, random);
  }
  if (clip.plan === "api" && clip.state === "succeeded") {
    const perSecond = parseNano(API_USD_PER_SECOND[clip.model]);
    const amount = multiplyNano(perSecond, parseNano(String(clip.seconds)));
    return [payment(clip, "api", formatNano(amount), "USD")];
  }
  return [];
}

function sometimes(
  chance: number,
  clip: Clip,
  kind: "pack" | "subscription",
  usd: number,
  random: () => number,
): Payment[] {
  if (random() >= chance) return [];
  return [payment(clip, kind, localPrice(usd, clip.currency), clip.currency)];
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
