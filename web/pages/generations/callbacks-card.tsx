import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callbacksQuery, retryCallback } from "../../client/callback-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { callbackColumns } from "./callback-columns.tsx";

/** What the provider sent to the address that the create named; nothing where it named none. */
export function CallbacksCard({ generationId }: { generationId: string }) {
  const t = useMessages();
  const format = useFormat();
  const mayChange = useMayChange();
  const queryClient = useQueryClient();
  const asked = callbacksQuery(generationId);
  const list = useQuery(asked);
  const retry = useMutation({
    mutationFn: retryCallback,
    onSettled: () => queryClient.invalidateQueries({ queryKey: asked.queryKey }),
  });
  const rows = list.data?.data ?? [];
  if (rows.length === 0 && list.error === null) return null;
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{t.callbacks.title}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{t.callbacks.lead}</p>
        <FormProblem error={retry.error} />
      </div>
      {list.error === null || rows.length > 0 ? (
        <DataTable
          caption={t.callbacks.title}
          columns={callbackColumns({
            words: t.callbacks,
            format,
            onRetry: mayChange && !retry.isPending ? ({ id }) => retry.mutate(id) : null,
          })}
          rows={rows}
          rowKey={(row) => row.id}
        />
      ) : (
        <ErrorState error={list.error} minHeight={160} onRetry={() => void list.refetch()} />
      )}
    </Card>
  );
}
