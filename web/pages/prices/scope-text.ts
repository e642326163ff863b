import type { RerateRow } from "../../../api/contract/rerates.ts";
import type { Format } from "../../format/create-format.ts";
import { formatRange } from "../../format/time.ts";
import type { Messages } from "../../i18n/en.ts";

/** Which generations a re-rating was about, its days in its own zone. */
export function scopeText(
  { scope, timezone }: Pick<RerateRow, "scope" | "timezone">,
  t: Messages,
  format: Format,
): string {
  const period = formatRange(format.locale, timezone, Date.parse(scope.from), Date.parse(scope.to));
  const names = [scope.provider, scope.model, scope.feature, scope.upstream].filter(
    (name) => name !== null,
  );
  const words = t.prices.rerate;
  return [
    period,
    ...(names.length === 0 ? [words.all] : names),
    ...(scope.unpriced_only ? [words.unpriced.toLocaleLowerCase(format.locale)] : []),
  ].join(" · ");
}
