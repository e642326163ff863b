import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  endOtherSessions,
  endSession,
  ownSessionsQuery,
  type OwnSession,
} from "../../client/account-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { deviceName } from "./device-name.ts";

/** Every browser that the reader is signed in with, and a way to end each. */
export function SessionsCard() {
  const t = useMessages();
  const words = t.settings.sessions;
  const format = useFormat();
  const queryClient = useQueryClient();
  const own = useQuery(ownSessionsQuery);
  const end = useMutation({
    mutationFn: (token: string | null) => (token === null ? endOtherSessions() : endSession(token)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
  const sessions = own.data?.sessions.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  const currentId = own.data?.currentId ?? null;
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 pt-5 pb-3">
        <h2 className="font-semibold">{words.title}</h2>
        {sessions === undefined || sessions.length < 2 ? null : (
          <Button size="small" disabled={end.isPending} onClick={() => end.mutate(null)}>
            {words.others}
          </Button>
        )}
      </div>
      {end.error === null ? null : (
        <div className="px-5 pb-3">
          <FormProblem error={end.error} />
        </div>
      )}
      {sessions === undefined ? (
        own.error === null ? (
          <Skeleton className="m-5 mt-2 h-24" />
        ) : (
          <ErrorState error={own.error} onRetry={() => void own.refetch()} />
        )
      ) : (
        <DataTable
          caption={words.caption}
          columns={columnsOf({
            t,
            format,
            currentId,
            onEnd: ({ token }) => end.mutate(token),
          })}
          rows={sessions}
          rowKey={(row) => row.id}
        />
      )}
    </Card>
  );
}

interface ColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly currentId: string | null;
  readonly onEnd: (session: OwnSession) => void;
}

function columnsOf({ t, format, currentId, onEnd }: ColumnsInput): readonly Column<OwnSession>[] {
  const words = t.settings.sessions;
  const nameOf = (row: OwnSession) => deviceName(row.userAgent) ?? words.unknownDevice;
  return [
    {
      id: "device",
      header: words.device,
      rowHeader: true,
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {nameOf(row)}
          {row.id === currentId ? <Badge tone="info">{words.here}</Badge> : null}
        </span>
      ),
    },
    {
      id: "address",
      header: words.address,
      from: "md",
      cell: (row) => <span className="tabular text-muted">{row.ipAddress ?? "–"}</span>,
    },
    {
      id: "since",
      header: words.since,
      from: "sm",
      cell: (row) => <span className="tabular">{format.instant(row.createdAt)}</span>,
    },
    {
      id: "end",
      header: <span className="sr-only">{words.end}</span>,
      align: "right",
      cell: (row) =>
        row.id === currentId ? null : (
          <Button size="small" aria-label={words.endOf(nameOf(row))} onClick={() => onEnd(row)}>
            {words.end}
          </Button>
        ),
    },
  ];
}
