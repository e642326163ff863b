import { Archive } from "lucide-react";
import type { RequestRow } from "../../../api/contract/requests.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Every exchange about one generation. */
export function RequestsCard({ requests }: { requests: readonly RequestRow[] }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{t.generation.requests}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{t.generation.requestsLead}</p>
      </div>
      {requests.length === 0 ? (
        <EmptyState icon={Archive} title={t.generation.noRequests}>
          {t.generation.noRequestsLead}
        </EmptyState>
      ) : (
        <DataTable
          caption={t.generation.requests}
          columns={requestColumns(t, format)}
          rows={requests}
          rowKey={(row) => row.id}
        />
      )}
    </Card>
  );
}

function requestColumns(t: Messages, format: Format): readonly Column<RequestRow>[] {
  const words = t.generation;
  const right = { align: "right" } as const;
  const bytes = (count: number): string =>
    new Intl.NumberFormat(format.locale, {
      style: "unit",
      unit: count >= 1_000_000 ? "megabyte" : count >= 1_000 ? "kilobyte" : "byte",
      unitDisplay: "narrow",
      maximumFractionDigits: 1,
    }).format(count >= 1_000_000 ? count / 1_000_000 : count >= 1_000 ? count / 1_000 : count);
  return [
    {
      id: "at",
      header: words.at,
      rowHeader: true,
      cell: (row) => <span className="tabular">{format.exactInstant(row.at)}</span>,
    },
    {
      id: "route",
      header: words.route,
      cell: (row) => (
        <code className="font-mono text-xs">
          {row.method} {row.route}
        </code>
      ),
    },
    {
      id: "status",
      header: words.httpStatus,
      cell: (row) => (
        <span className="inline-flex gap-1.5">
          <Badge tone={row.status < 400 ? "ok" : "danger"}>{row.status}</Badge>
          {row.error_code === null ? null : <Badge tone="danger">{row.error_code}</Badge>}
          {row.client_aborted ? <Badge tone="warn">{words.aborted}</Badge> : null}
          {row.retry_count === 0 ? null : (
            <Badge>{words.retried(format.count(row.retry_count))}</Badge>
          )}
        </span>
      ),
    },
    {
      id: "duration",
      header: words.duration,
      ...right,
      cell: (row) => format.duration(row.duration_ms),
    },
    {
      id: "upstream",
      header: words.upstreamTime,
      ...right,
      from: "md",
      cell: (row) => (row.upstream_ms === null ? "–" : format.duration(row.upstream_ms)),
    },
    { id: "in", header: words.received, ...right, from: "lg", cell: (row) => bytes(row.bytes_in) },
    { id: "out", header: words.sent, ...right, from: "lg", cell: (row) => bytes(row.bytes_out) },
  ];
}
