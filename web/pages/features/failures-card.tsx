import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { FAILURE_KINDS } from "../../../domain/generation.ts";
import { figureStatus } from "../../charts/figure.tsx";
import { splitQuery } from "../../client/feature-queries.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownSpend } from "../../series/known-spend.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { oneOf } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { ClipsLink } from "./clips-link.tsx";

interface FailuresCardProps {
  readonly view: View;
  /** All clips of the feature; null while that is being loaded. */
  readonly clips: number | null;
}

const HEIGHT = 160;

/** Why clips failed, and what they still cost. */
export function FailuresCard({ view, clips }: FailuresCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.outcomes;
  const query = useQuery(splitQuery(view, ["failure_kind"]));
  const status = figureStatus(query);
  const { data } = query;
  const kindOf = (row: BreakdownRow) => oneOf(FAILURE_KINDS, row.values["failure_kind"] ?? "");
  const rows = data?.data.filter((row) => kindOf(row) !== null);
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.reasons}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.reasonsLead}</p>
      </div>
      {status.kind === "error" ? (
        <ErrorState error={status.error} onRetry={status.onRetry} minHeight={HEIGHT} />
      ) : null}
      {status.kind === "loading" ? (
        <div className="space-y-4 px-5 py-4" aria-busy="true" style={{ minHeight: HEIGHT }}>
          {["a", "b", "c"].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      ) : null}
      {rows?.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={words.noFailures} minHeight={HEIGHT} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={words.reasons}
          rows={rows}
          rowKey={(row) => row.values["failure_kind"] ?? ""}
          busy={query.isPlaceholderData}
          columns={[
            {
              id: "reason",
              header: words.reason,
              rowHeader: true,
              cell: (row) => {
                const kind = kindOf(row);
                return kind === null ? null : (
                  <span className="font-medium">{words.kinds[kind]}</span>
                );
              },
            },
            {
              id: "billed",
              header: words.billed,
              align: "right",
              cell: (row) => (
                <MaybeMoney amount={knownSpend(row)} currency={data?.currency ?? "USD"} />
              ),
            },
            {
              id: "share",
              header: words.ofClips,
              align: "right",
              cell: (row) =>
                clips === null || clips === 0 ? "–" : format.percent(row.generations / clips),
            },
            {
              id: "clips",
              header: words.clips,
              align: "right",
              cell: (row) => (
                <ClipsLink
                  filters={view.filters}
                  by={["failure_kind"]}
                  values={[row.values["failure_kind"] ?? ""]}
                >
                  {format.count(row.generations)}
                </ClipsLink>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
