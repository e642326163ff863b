import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { multiplyNano, parseNano } from "../../../domain/money.ts";
import type { Format } from "../../format/create-format.ts";
import { isZero } from "../../format/money.ts";
import type { Messages } from "../../i18n/en.ts";
import { isOpenClip } from "../../series/clip-timeline.ts";
import { unpricedReason } from "./unpriced-reason.ts";

/** In one sentence why a clip costs what it costs; a second one says what a re-rating changed. */
export function whyCost(detail: GenerationDetail, t: Messages, format: Format): string {
  return `${sentenceOf(detail, t, format)}${rerated(detail, t, format)}`;
}

function sentenceOf(detail: GenerationDetail, t: Messages, format: Format): string {
  const { cost, calculation, status } = detail;
  const words = t.clip.why;
  const isOpen = isOpenClip(detail);
  if (cost.amount === null || cost.currency === null) {
    const reason = unpricedReason(cost.unpriced_reason, t);
    return isOpen ? words.openUnpriced(reason) : words.unpriced(reason);
  }
  const amount = format.money(cost.amount, cost.currency, "exact");
  if (status === "lost" && cost.basis === "estimate") return words.lost(amount);
  if (calculation !== null) {
    const head = productOf(detail, calculation, t, format);
    if (cost.basis === "estimate") return words.held(head, amount);
    const product = multiplyNano(parseNano(calculation.units), parseNano(calculation.unit_amount));
    const said = `${head}${words.by[cost.basis]}`;
    return product === parseNano(cost.amount)
      ? words.is(said, amount)
      : words.rounded(said, amount);
  }
  if (cost.basis === "estimate") return words.heldOnly(amount);
  if (cost.basis === "reported") return words.reported(amount);
  if (isZero(cost.amount)) return words.free(t.generations.states[status], amount);
  if (cost.basis === "gpu_time") {
    return detail.gpu_ms === null
      ? words.fleetUnknownTime(amount)
      : words.fleet(format.duration(detail.gpu_ms), amount);
  }
  return words.parts(amount);
}

/** "8 s of 1280x720 at $0.12 a second, from the card of 3 Nov 2026" */
function productOf(
  { resolution, price }: GenerationDetail,
  calculation: NonNullable<GenerationDetail["calculation"]>,
  t: Messages,
  format: Format,
): string {
  const { why } = t.clip;
  const units = (decimal: string): string =>
    unitsText(calculation.unit, format.decimal(decimal), resolution, t);
  const perUnit: Readonly<Record<string, string>> = t.clip.perUnit;
  const per = perUnit[calculation.unit] ?? t.clip.perAny(calculation.unit);
  const amount = format.money(calculation.unit_amount, calculation.currency, "exact");
  const least = price?.minimum_units ?? null;
  const raised = least !== null && parseNano(least) === parseNano(calculation.units);
  return [
    why.product(units(calculation.units), `${amount} ${per}`),
    raised ? why.minimum(units(least)) : "",
    price === null ? why.cardGone : why.fromCard(format.day(price.valid_from)),
  ].join("");
}

function unitsText(unit: string, count: string, resolution: string, t: Messages): string {
  const names: Readonly<Record<string, (count: string, resolution: string) => string>> =
    t.clip.units;
  const picture = resolution === NONE || resolution === "" ? t.clip.video : resolution;
  return names[unit]?.(count, picture) ?? t.clip.anyUnit(count, unit);
}

function rerated(detail: GenerationDetail, t: Messages, format: Format): string {
  const words = t.clip.why;
  const last = detail.rerates.findLast(({ reverted_at }) => reverted_at === null);
  if (last === undefined) return "";
  const { amount, currency } = last.before;
  const before =
    amount === null || currency === null
      ? words.unknownBefore
      : format.money(amount, currency, "exact");
  return last.applied_at === null
    ? words.rerating(before)
    : words.rerated(format.day(last.applied_at), before);
}
