import { Link } from "@tanstack/react-router";
import { Tags } from "lucide-react";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import { Figure } from "../../charts/figure.tsx";
import { numberCell } from "../../download/figure-csv.ts";
import { originOf } from "../../download/figure-origin.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { waterfall } from "../../series/waterfall.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { WaterfallRow } from "./waterfall-row.tsx";

interface WaterfallFigureProps {
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  readonly refreshing: boolean;
}

const HEIGHT = 372;

/** Why the margin is what it is: a table whose bars go from the revenue down to it. */
export function WaterfallFigure({ summary, view, refreshing }: WaterfallFigureProps) {
  const t = useMessages();
  const words = t.features.waterfall;
  const search = useViewSearch();
  const steps = summary === undefined ? null : waterfall(summary.totals);
  const hasRevenue = summary === undefined || summary.totals.revenue !== null;
  const title = hasRevenue ? words.title : words.titleSpend;
  const currency = summary?.currency ?? "USD";
  return (
    <Figure
      className="xl:col-span-5"
      title={title}
      subtitle={hasRevenue ? words.subtitle : words.subtitleUnknown}
      status={summary === undefined ? { kind: "loading" } : { kind: "ready", refreshing }}
      height={HEIGHT}
      isTable
      download={
        steps === null
          ? null
          : {
              origin: originOf(view, currency),
              table: () => ({
                names: [words.part, words.amount],
                rows: steps.map(({ part, amount }) => [
                  { text: words.parts[part] },
                  numberCell(amount),
                ]),
              }),
            }
      }
    >
      {steps === null ? (
        <EmptyState
          icon={Tags}
          title={words.unknown}
          minHeight={HEIGHT}
          action={
            <Link to="/prices/unpriced" search={search} className={buttonClass()}>
              {words.unpriced}
            </Link>
          }
        >
          {words.unknownLead}
        </EmptyState>
      ) : (
        <table className="w-full text-[13px]">
          <caption className="sr-only">{title}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{words.part}</th>
              <th scope="col">{words.shareOf}</th>
              <th scope="col">{words.amount}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <WaterfallRow
                key={step.part}
                step={step}
                spend={summary?.totals.spend ?? "0"}
                currency={currency}
                view={view}
              />
            ))}
          </tbody>
        </table>
      )}
    </Figure>
  );
}
