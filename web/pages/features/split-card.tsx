import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import type { Measures } from "../../../api/contract/measures.ts";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import { figureStatus } from "../../charts/figure.tsx";
import { splitQuery } from "../../client/feature-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { withoutRevenue } from "../../series/known-revenue.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { formatFilter, type FilterName } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { splitColumns, type SplitColumn } from "./split-columns.tsx";

interface SplitCardProps {
  readonly title: string;
  readonly lead?: string;
  /** One dimension, or two. */
  readonly by: readonly [FilterName] | readonly [FilterName, FilterName];
  /** How many rows; the rest is in the explorer. */
  readonly limit: number;
  /** Beside the value, its spend and its clips. */
  readonly columns: readonly SplitColumn[];
  readonly view: View;
  /** Of the feature; undefined while it is being loaded. */
  readonly totals: Measures | undefined;
  readonly none: string;
}

const HEIGHT = 240;

/** The feature by another dimension, the largest spend first; each row leads to its clips. */
export function SplitCard(props: SplitCardProps) {
  const { title, lead, by, limit, columns, view, totals, none } = props;
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const query = useQuery(splitQuery(view, by, limit));
  const status = figureStatus(query);
  const { data } = query;
  // Where nobody records revenue, the feature's own is unknown although rows could carry one.
  const isUnknown = by.every(carriesRevenue) && totals?.revenue === null;
  const rows = isUnknown ? data?.data.map(withoutRevenue) : data?.data;
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-5 pb-3">
        <div className="min-w-0">
          <h2 className="text-[15px] font-semibold tracking-tight">{title}</h2>
          <p className="mt-0.5 text-[13px] text-muted">
            {[
              data === undefined || data.values_in_all <= data.data.length
                ? ""
                : t.features.ofAll(
                    format.count(data.data.length),
                    format.count(data.values_in_all),
                  ),
              lead ?? "",
            ]
              .filter((text) => text !== "")
              .join(" · ")}
          </p>
        </div>
        <Link
          to="/explore"
          search={{
            ...search,
            f: view.filters.map(formatFilter),
            by: by[0],
            ...(by[1] === undefined ? {} : { by2: by[1] }),
            kind: "table",
          }}
          className={buttonClass({ size: "small", variant: "quiet" })}
        >
          {t.features.explore}
        </Link>
      </div>
      {status.kind === "error" ? (
        <ErrorState error={status.error} onRetry={status.onRetry} minHeight={HEIGHT} />
      ) : null}
      {status.kind === "loading" ? (
        <div className="space-y-4 px-5 py-4" aria-busy="true" style={{ minHeight: HEIGHT }}>
          {["a", "b", "c", "d", "e"].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      ) : null}
      {rows?.length === 0 ? <EmptyState icon={Layers} title={none} minHeight={HEIGHT} /> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={title}
          columns={splitColumns({
            by,
            columns,
            filters: view.filters,
            currency: data?.currency ?? "USD",
            totals,
            t,
            format,
          })}
          rows={rows}
          rowKey={(row) => JSON.stringify(by.map((name) => row.values[name] ?? ""))}
          busy={query.isPlaceholderData}
        />
      )}
    </Card>
  );
}
