import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Recycle } from "lucide-react";
import { figureStatus } from "../../charts/figure.tsx";
import { wasteByQuery } from "../../client/explore-queries.ts";
import { isZero } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { oneOf, type FilterName } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { WASTE_DIMENSIONS } from "../../view/waste-search.ts";
import { wasteColumns } from "./waste-columns.tsx";

interface WasteTableProps {
  readonly by: FilterName;
  readonly view: View;
  readonly onBy: (by: FilterName | undefined) => void;
}

const HEIGHT = 260;

/** Whose waste it is, the largest first. */
export function WasteTable({ by, view, onBy }: WasteTableProps) {
  const t = useMessages();
  const words = t.waste;
  const format = useFormat();
  const search = useViewSearch();
  const query = useQuery(wasteByQuery(view, by));
  const status = figureStatus(query);
  const { data } = query;
  const isOther = data !== undefined && data.by[0] !== by;
  const rows = data?.data.filter((row) => !isZero(row.waste)) ?? [];
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="flex flex-wrap items-end justify-between gap-3 px-5 pt-5 pb-3">
        <div>
          <h2 className="text-[15px] font-semibold tracking-tight">
            {words.tableTitle(t.dimensions[by])}
          </h2>
          <p className="mt-0.5 min-h-5 text-[13px] text-muted">
            {data === undefined || isOther
              ? null
              : t.explore.shown(format.count(rows.length), format.count(data.values_in_all))}
          </p>
        </div>
        <div className="flex items-end gap-3">
          <div className="w-44">
            <SelectField
              label={words.by}
              value={by}
              onChange={({ target }) => {
                const next = oneOf(WASTE_DIMENSIONS, target.value);
                onBy(next === null || next === "feature" ? undefined : next);
              }}
            >
              {WASTE_DIMENSIONS.map((name) => (
                <option key={name} value={name}>
                  {t.dimensions[name]}
                </option>
              ))}
            </SelectField>
          </div>
          <Link to="/explore" search={{ ...search, m: "waste", by }} className={buttonClass()}>
            {words.openAll}
          </Link>
        </div>
      </div>
      <div style={{ minHeight: HEIGHT }}>
        {status.kind === "error" ? (
          <ErrorState error={status.error} onRetry={status.onRetry} minHeight={HEIGHT} />
        ) : null}
        {status.kind === "loading" || (isOther && status.kind === "ready") ? (
          <Skeleton className="m-5 h-52" />
        ) : null}
        {status.kind === "ready" && data !== undefined && !isOther ? (
          rows.length === 0 ? (
            <EmptyState icon={Recycle} title={words.verdictNone} minHeight={HEIGHT} />
          ) : (
            <DataTable
              caption={words.tableTitle(t.dimensions[by])}
              columns={wasteColumns({
                by,
                filters: view.filters,
                search,
                currency: data.currency,
                t,
                format,
              })}
              rows={rows}
              rowKey={(row) => row.values[by] ?? ""}
              busy={status.refreshing}
            />
          )
        ) : null}
      </div>
    </Card>
  );
}
