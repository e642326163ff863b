import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GpuProfileRow } from "../../../api/contract/gpu-profiles.ts";
import { endGpuProfile, gpuProfilesQuery } from "../../client/fleet-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useNow } from "../../frame/use-now.ts";
import type { GpuProfilesMessages } from "../../i18n/fleet-en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ProfileForm } from "./profile-form.tsx";

const CLOCK_MS = 15_000;

type Open =
  | { readonly kind: "nothing" | "add" }
  | { readonly kind: "end"; readonly profile: GpuProfileRow };

/** What the operator states of the GPUs behind models. */
export function ProfilesCard() {
  const words = useMessages().gpuProfiles;
  const format = useFormat();
  const mayChange = useMayChange();
  const now = useNow(CLOCK_MS);
  const queryClient = useQueryClient();
  const list = useQuery(gpuProfilesQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const done = (): void => {
    close();
    void queryClient.invalidateQueries({ queryKey: gpuProfilesQuery.queryKey });
  };
  const rows = list.data?.data;
  return (
    <Card className="mt-5 min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4 pb-3">
        <div className="min-w-0">
          <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
        </div>
        {mayChange ? (
          <Button size="small" onClick={() => setOpen({ kind: "add" })}>
            {words.add}
          </Button>
        ) : null}
      </div>
      {rows === undefined && list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {rows === undefined && list.error === null ? <Skeleton className="m-5 h-16" /> : null}
      {rows?.length === 0 ? <p className="px-5 pb-4 text-muted">{words.empty}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={words.caption}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: "model",
              header: words.model,
              rowHeader: true,
              cell: (row) => `${row.upstream ?? row.provider} · ${row.model}`,
            },
            {
              id: "states",
              header: words.states,
              cell: (row) => <span className="whitespace-normal">{said(words, format, row)}</span>,
            },
            {
              id: "since",
              header: words.since,
              from: "md",
              cell: (row) => format.datedInstant(row.valid_from),
            },
            {
              id: "until",
              header: words.until,
              from: "md",
              cell: (row) => (row.valid_to === null ? "–" : format.datedInstant(row.valid_to)),
            },
            {
              id: "end",
              header: <span className="sr-only">{words.end}</span>,
              align: "right",
              cell: (row) =>
                mayChange && (row.valid_to === null || Date.parse(row.valid_to) > now) ? (
                  <Button
                    size="small"
                    aria-label={words.endOf(row.model)}
                    onClick={() => setOpen({ kind: "end", profile: row })}
                  >
                    {words.end}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      <Dialog open={open.kind === "add"} onOpenChange={close} title={words.add} wide>
        <ProfileForm onDone={done} onCancel={close} />
      </Dialog>
      {open.kind === "end" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.endTitle(open.profile.model)}
          lead={words.endLead}
          action={words.end}
          act={() => endGpuProfile(open.profile.id)}
          onDone={done}
        />
      ) : null}
    </Card>
  );
}

function said(
  { said: words }: GpuProfilesMessages,
  format: ReturnType<typeof useFormat>,
  row: GpuProfileRow,
): string {
  const { gpu_seconds_per_video_second: perSecond, hardware, gpus_per_run: perRun } = row;
  return [
    ...(perSecond === null ? [] : [words.perSecond(format.decimal(perSecond))]),
    ...(perRun === null ? [] : [words.perRun(format.decimal(perRun))]),
    ...(hardware === null ? [] : [words.hardware(hardware)]),
    ...(row.gpu_type === null ? [] : [words.type(row.gpu_type)]),
  ].join(", ");
}
