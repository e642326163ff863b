import { useQuery } from "@tanstack/react-query";
import type { RevenueRow, RevenueVersion } from "../../../api/contract/revenue.ts";
import { revenueVersionsQuery } from "../../client/revenue-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { sourceName } from "./source-name.ts";

/** An entry in full, and every version that it had. */
export function RevenueDetail({ entry }: { entry: RevenueRow }) {
  const t = useMessages();
  const words = t.revenue;
  const format = useFormat();
  const versions = useQuery(revenueVersionsQuery(entry.id));
  const money = (amount: string | null) =>
    amount === null ? t.common.unknown : <Money amount={amount} currency={entry.currency} />;
  const { period } = entry;
  return (
    <div className="space-y-5">
      <Facts
        rows={[
          { id: "amount", label: words.amount, value: money(entry.amount) },
          { id: "gross", label: words.gross, value: money(entry.gross) },
          { id: "fees", label: words.fees, value: money(entry.fees) },
          { id: "refunded", label: words.refunded, value: money(entry.refunded) },
          {
            id: "period",
            label: words.period,
            value:
              period === null
                ? words.noPeriod
                : format.range(Date.parse(period.from), Date.parse(period.to)),
          },
          { id: "source", label: words.source, value: sourceName(entry.source, t) },
          { id: "feature", label: t.dimensions.feature, value: entry.feature },
          { id: "user", label: t.dimensions.user, value: entry.user },
          { id: "plan", label: t.dimensions.plan, value: entry.plan },
          { id: "customer", label: t.dimensions.customer, value: entry.customer },
          { id: "region", label: t.dimensions.region, value: entry.region },
          { id: "platform", label: t.dimensions.platform, value: entry.platform },
          { id: "surface", label: t.dimensions.surface, value: entry.surface },
          { id: "note", label: words.note, value: entry.note ?? "–" },
        ]}
      />
      <section aria-busy={versions.isPending}>
        <h3 className="mb-2 text-sm font-semibold">{words.versions}</h3>
        {versions.isPending ? <Skeleton className="h-24" /> : null}
        {versions.error === null ? null : (
          <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
        )}
        {versions.data === undefined ? null : (
          <DataTable
            caption={words.versions}
            columns={versionColumns(t, format)}
            rows={versions.data.data.toReversed()}
            rowKey={(version) => String(version.version)}
          />
        )}
      </section>
    </div>
  );
}

function versionColumns(t: Messages, format: Format): readonly Column<RevenueVersion>[] {
  const words = t.revenue;
  return [
    {
      id: "version",
      header: words.versionNumber,
      rowHeader: true,
      cell: (version) => format.count(version.version),
    },
    {
      id: "recorded",
      header: words.recordedAt,
      cell: (version) => <span className="tabular">{format.instant(version.recorded_at)}</span>,
    },
    { id: "source", header: words.source, cell: (version) => sourceName(version.source, t) },
    {
      id: "amount",
      header: words.amount,
      align: "right",
      cell: (version) =>
        version.deleted_at === null ? (
          <Money amount={version.amount} currency={version.currency} />
        ) : (
          <span className="text-muted">{words.deleted}</span>
        ),
    },
  ];
}
