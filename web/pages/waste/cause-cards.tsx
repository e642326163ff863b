import { Link } from "@tanstack/react-router";
import type { BreakdownAnswer, SummaryAnswer } from "../../../api/contract/analytics.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { ratio, type MoneyStyle } from "../../format/money.ts";
import { Money } from "../../format/money-text.tsx";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { withFilter } from "../../view/view-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { UnknownDownloads } from "./unknown-downloads.tsx";

interface CauseCardsProps {
  readonly causes: BreakdownAnswer | undefined;
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  readonly busy: boolean;
}

const SHORT: MoneyStyle = "compact";

/** Each cause with its money, its clips and its share of the spend; a card leads to the clips. */
export function CauseCards({ causes, summary, view, busy }: CauseCardsProps) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const words = t.waste;
  return (
    <ul
      aria-busy={busy}
      className={`grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-5 ${busy ? "opacity-60" : ""}`}
    >
      {WASTE_CAUSES.map((cause) => {
        const row = causes?.data.find(({ values }) => values["waste"] === cause);
        const clips = row?.generations ?? 0;
        const amount = row?.spend ?? "0";
        const share = ratio(amount, summary?.totals.spend ?? null);
        return (
          <li key={cause} className="min-w-0">
            <Link
              to="/generations"
              search={{ ...search, f: withFilter(view.filters, "waste", [cause]) }}
              aria-label={words.show(words.causes[cause])}
              title={words.explains[cause]}
              className="block h-full rounded-xl border border-hairline bg-card p-4 shadow-card hover:border-control"
            >
              <p className="text-[13px] text-muted">{words.causes[cause]}</p>
              {causes === undefined || summary === undefined ? (
                <Skeleton className="mt-2 h-[4.125rem] w-24" />
              ) : (
                <>
                  <p className="tabular mt-1 text-xl font-semibold tracking-tight">
                    <Money amount={amount} currency={causes.currency} style={SHORT} />
                  </p>
                  <p className="tabular mt-1 text-[13px] text-muted">
                    {words.clips(format.count(clips), isOne(format.locale, clips))}
                    {share === null ? null : (
                      <span className="block">{words.ofSpend(format.percent(share))}</span>
                    )}
                  </p>
                </>
              )}
            </Link>
          </li>
        );
      })}
      <li className="col-span-2 min-w-0 lg:col-span-1">
        <UnknownDownloads view={view} />
      </li>
    </ul>
  );
}
