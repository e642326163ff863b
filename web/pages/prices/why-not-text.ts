import type { PriceTestAnswer } from "../../../api/contract/price-test.ts";
import type { Messages } from "../../i18n/en.ts";

type WhyNot = NonNullable<PriceTestAnswer["considered"][number]["why_not"]>;

/** Why a price does not price a request, in words. */
export function whyNotText(whyNot: WhyNot, words: Messages["prices"]["test"]["whyNot"]): string {
  if (whyNot.code !== "condition_not_met") return words[whyNot.code];
  const { condition, wants, has } = whyNot;
  return has === null
    ? words.condition_missing(condition, String(wants))
    : words.condition_not_met(condition, String(wants), String(has));
}
