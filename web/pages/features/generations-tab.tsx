import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";
import { generationsQuery } from "../../client/generation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { formatFilter } from "../../view/view-search.ts";
import { generationColumns } from "../generations/generation-columns.tsx";
import type { TabProps } from "./feature-tabs.tsx";

const SHOWN = 12;
const HEIGHT = 420;

/** The feature's last clips, and the way to all of them. */
export function GenerationsTab({ view }: TabProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.generations;
  const search = useViewSearch();
  const list = useQuery(generationsQuery(view, {}));
  const rows = list.data?.data.slice(0, SHOWN);
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <Link
          to="/generations"
          search={{ ...search, f: view.filters.map(formatFilter) }}
          className={buttonClass({ size: "small" })}
        >
          {words.all}
        </Link>
      </div>
      {rows === undefined && list.error !== null ? (
        <ErrorState error={list.error} minHeight={HEIGHT} onRetry={() => void list.refetch()} />
      ) : null}
      {rows === undefined && list.error === null ? (
        <div className="space-y-4 px-5 py-4" aria-busy="true" style={{ minHeight: HEIGHT }}>
          {["a", "b", "c", "d", "e", "f", "g", "h"].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      ) : null}
      {rows?.length === 0 ? (
        <EmptyState icon={Clapperboard} title={words.none} minHeight={HEIGHT} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={generationColumns(t, format, { order: "fixed", chosen: [] }).filter(
            ({ id }) => id !== "feature",
          )}
          rows={rows}
          rowKey={(row) => row.id}
          busy={list.isPlaceholderData}
        />
      )}
    </Card>
  );
}
