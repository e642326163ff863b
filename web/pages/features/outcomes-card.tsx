import { useQuery } from "@tanstack/react-query";
import { Clapperboard } from "lucide-react";
import { useMemo } from "react";
import { figureStatus } from "../../charts/figure.tsx";
import { splitQuery } from "../../client/feature-queries.ts";
import { NOT_WASTED } from "../../../domain/waste.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import {
  OUTCOME_GROUPS,
  OUTCOME_STATES,
  outcomeShares,
  type ModelOutcomes,
  type OutcomeGroup,
} from "../../series/outcome-shares.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { ClipsLink } from "./clips-link.tsx";

const SHOWN = 12;
const HEIGHT = 200;

/** How each group is drawn; the pattern tells them apart without colour. */
const looks: Readonly<Record<OutcomeGroup, string>> = {
  kept: "bg-revenue",
  unfetched: "bg-spend hatch",
  failed: "bg-spend",
  blocked: "bg-control",
  open: "bg-hairline",
};

const WASTE: Readonly<Partial<Record<OutcomeGroup, readonly string[]>>> = {
  kept: ["duplicate", NOT_WASTED],
  unfetched: ["never_downloaded"],
};

/** All clips of a model as one bar; beside it each part, which leads to its clips. */
export function OutcomesCard({ view }: { view: View }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.outcomes;
  const query = useQuery(splitQuery(view, ["model", "status"]));
  const { data } = query;
  const models = useMemo(() => (data === undefined ? [] : outcomeShares(data.data)), [data]);
  const status = figureStatus(query);
  const part = (group: OutcomeGroup): Column<ModelOutcomes> => ({
    id: group,
    header: (
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={`size-2.5 rounded-sm ${looks[group]}`} />
        {words.groups[group]}
      </span>
    ),
    align: "right",
    cell: ({ model, clips, counts }) =>
      counts[group] === 0 ? (
        <span className="text-muted">–</span>
      ) : (
        <ClipsLink
          filters={view.filters}
          by={["model"]}
          values={[model]}
          status={OUTCOME_STATES[group]}
          waste={WASTE[group]}
          label={words.show(model, words.groups[group], format.count(counts[group]))}
        >
          {format.percent(counts[group] / clips)}
        </ClipsLink>
      ),
  });
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.subtitle}</p>
      </div>
      {status.kind === "error" ? (
        <ErrorState error={status.error} onRetry={status.onRetry} minHeight={HEIGHT} />
      ) : null}
      {status.kind === "loading" ? (
        <div className="space-y-4 px-5 py-4" aria-busy="true" style={{ minHeight: HEIGHT }}>
          {["a", "b", "c", "d"].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </div>
      ) : null}
      {status.kind === "ready" && models.length === 0 ? (
        <EmptyState icon={Clapperboard} title={words.none} minHeight={HEIGHT} />
      ) : null}
      {models.length === 0 ? null : (
        <DataTable
          caption={words.title}
          rows={models.slice(0, SHOWN)}
          rowKey={({ model }) => model}
          busy={query.isPlaceholderData}
          columns={[
            {
              id: "model",
              header: words.model,
              rowHeader: true,
              cell: ({ model }) => <span className="font-medium">{model}</span>,
            },
            {
              id: "bar",
              header: words.shares,
              from: "sm",
              cell: ({ clips, counts }) => (
                <span
                  aria-hidden="true"
                  className="flex h-4 w-40 overflow-hidden rounded lg:w-64 2xl:w-96"
                >
                  {OUTCOME_GROUPS.map((group) => (
                    <span
                      key={group}
                      className={`border-l border-card first:border-l-0 ${looks[group]}`}
                      style={{ width: `${(counts[group] / Math.max(clips, 1)) * 100}%` }}
                    />
                  ))}
                </span>
              ),
            },
            ...OUTCOME_GROUPS.map(part),
            {
              id: "clips",
              header: words.clips,
              align: "right",
              cell: ({ clips }) => format.count(clips),
            },
          ]}
        />
      )}
      {models.length <= SHOWN ? null : (
        <p className="px-5 py-3 text-[13px] text-muted">
          {words.other(format.count(models.length - SHOWN))}
        </p>
      )}
    </Card>
  );
}
