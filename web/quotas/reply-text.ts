import type { UsageAnswer } from "../../api/contract/quotas.ts";
import type { Format } from "../format/create-format.ts";
import type { Messages } from "../i18n/en.ts";
import { amountText } from "./amount-text.ts";
import { roomOf, usageVerdict } from "./usage-verdict.ts";
import { windowText } from "./window-text.ts";

/**
 * What support may send to the user: whether, what the limit is and from when again. It names no rule, no reason that
 * colleagues wrote and no money of ours.
 */
export function replyText(
  usage: UsageAnswer,
  currency: string,
  t: Messages,
  format: Format,
): string {
  const words = t.user.reply;
  const verdict = usageVerdict(usage);
  switch (verdict.kind) {
    case "free":
      return words.can;
    case "left":
      return verdict.row.metric === "cost" || verdict.row.metric === "in_flight"
        ? words.can
        : words.canLeft(amountText(roomOf(verdict.row), verdict.row.metric, currency, t, format));
    case "block":
      return verdict.until === null
        ? words.blocked
        : words.blockedUntil(format.datedInstant(verdict.until));
    case "limit": {
      const { row } = verdict;
      if (row.metric === "in_flight") return words.limitAtOnce;
      const limit = amountText(row.limit, row.metric, currency, t, format);
      const reached = words.limit(limit, windowText(row.window, row.metric, t, format));
      if (row.resets_at === null) return reached;
      return `${reached} ${words.again(`${format.instant(row.resets_at)} (${format.timeZone})`)}`;
    }
    case "other":
      return words.closed;
  }
}
