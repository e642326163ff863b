import { Link } from "@tanstack/react-router";
import type { BreakdownAnswer, SummaryAnswer } from "../../../api/contract/analytics.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { ratio } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { OtherCurrencies } from "../../ui/other-currencies.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";

interface TrustStripProps {
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  /** By feature; undefined while the page is split by something else. */
  readonly features: BreakdownAnswer | undefined;
}

/** How fresh, how complete and how certain the figures are. */
export function TrustStrip({ summary, view, features }: TrustStripProps) {
  const t = useMessages();
  const format = useFormat();
  const now = useNow(1_000);
  const search = useViewSearch();
  if (summary === undefined) return <Skeleton className="h-5 w-full max-w-xl" />;
  const { totals, currency } = summary;
  const words = t.overview.trust;
  const attributed = attributedShare(features);
  const estimate = ratio(totals.spend_by_basis.estimate ?? "0", totals.spend);
  return (
    <ul
      aria-label={words.label}
      className="flex flex-wrap items-center gap-x-5 gap-y-1.5 text-[13px] text-muted"
    >
      {/* Its seconds go on: what stands beside it stays. */}
      <li className="tabular flex items-center gap-2 sm:min-w-72">
        {view.isLive ? (
          <span className="inline-flex items-center gap-1.5 font-medium text-ok">
            <span aria-hidden="true" className="pulse-dot size-2 rounded-full bg-ok" />
            {words.live}
          </span>
        ) : null}
        {words.asOf(format.clock(summary.as_of), format.ago(summary.as_of, now))}
      </li>
      <li>
        {totals.unpriced === 0 ? (
          words.priced
        ) : (
          <Link
            to="/prices/unpriced"
            search={search}
            className="text-warn underline underline-offset-2"
          >
            {words.unpriced(
              format.count(totals.unpriced),
              format.percent(1 - totals.unpriced / Math.max(1, totals.generations)),
            )}
          </Link>
        )}
      </li>
      {attributed === null ? null : (
        <li className={attributed < 0.95 ? "text-warn" : ""}>
          {words.attributed(format.percent(attributed))}
        </li>
      )}
      {estimate === null || estimate === 0 ? null : (
        <li>{words.estimate(format.percent(estimate))}</li>
      )}
      {summary.other_currencies.length === 0 ? null : (
        <li>
          <OtherCurrencies amounts={summary.other_currencies} />
        </li>
      )}
      <li className="sr-only">{currency}</li>
    </ul>
  );
}

/** The share of spend whose feature is known; null when there is no spend or it is not known. */
function attributedShare(answer: BreakdownAnswer | undefined): number | null {
  if (answer === undefined || answer.next_cursor !== null) return null;
  const nowhere = answer.data.find((row) => row.values["feature"] === NONE);
  const total = answer.data.map((row) => Number(row.spend)).reduce((a, b) => a + b, 0);
  if (total === 0) return null;
  return 1 - Number(nowhere?.spend ?? "0") / total;
}
