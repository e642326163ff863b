import { useQuery } from "@tanstack/react-query";
import { Unlink } from "lucide-react";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { siblingsQuery } from "../../client/request-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { siblingColumns } from "./request-columns.tsx";

const MIN_HEIGHT = 200;

/** The other exchanges about the same clip. */
export function SiblingsCard({ row }: { row: RequestRow }) {
  const words = useMessages().requests.detail;
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.siblings}</h2>
        {row.generation_id === null ? null : (
          <p className="mt-0.5 text-[13px] text-muted">{words.siblingsLead}</p>
        )}
      </div>
      {row.generation_id === null ? (
        <EmptyState icon={Unlink} title={words.noSiblings} minHeight={MIN_HEIGHT}>
          {words.noSiblingsLead}
        </EmptyState>
      ) : (
        <Siblings generationId={row.generation_id} current={row.id} />
      )}
    </Card>
  );
}

function Siblings({ generationId, current }: { generationId: string; current: string }) {
  const t = useMessages();
  const format = useFormat();
  const list = useQuery(siblingsQuery(generationId));
  if (list.data === undefined) {
    return list.error === null ? (
      <Skeleton className="m-5 h-40" />
    ) : (
      <ErrorState error={list.error} minHeight={MIN_HEIGHT} onRetry={() => void list.refetch()} />
    );
  }
  return (
    <DataTable
      caption={t.requests.detail.siblings}
      columns={siblingColumns({ t, format, keys: null }, current)}
      rows={list.data.data}
      rowKey={({ id }) => id}
    />
  );
}
