import { Archive } from "lucide-react";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { siblingColumns } from "../requests/request-columns.tsx";

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
          columns={siblingColumns({ t, format, keys: null }, null)}
          rows={requests}
          rowKey={(row) => row.id}
        />
      )}
    </Card>
  );
}
