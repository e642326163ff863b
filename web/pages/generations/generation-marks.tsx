import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { generationQuery, releaseHold } from "../../client/generation-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { isZero } from "../../format/money.ts";
import { StateBadge } from "./state-badge.tsx";

/** The outcome at a glance, and marks for what is odd about it. */
export function GenerationMarks({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const hasCost = detail.cost.amount !== null && !isZero(detail.cost.amount);
  const ended = ["failed", "cancelled", "expired", "blocked"].includes(detail.status);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <StateBadge state={detail.status} />
      {detail.progress !== null && detail.finished_at === null ? (
        <Badge>{t.generation.progress(format.percent(detail.progress / 100))}</Badge>
      ) : null}
      {detail.status === "succeeded" && detail.first_downloaded_at === null ? (
        <DownloadMark passes={detail.downloads_pass} />
      ) : null}
      {ended && hasCost ? <Badge tone="warn">{t.generation.wasteFailed}</Badge> : null}
      {detail.outcome_unknown ? (
        <span className="text-[13px] text-warn">{t.generation.outcomeUnknown}</span>
      ) : null}
      {detail.releasable ? <ReleaseButton id={detail.id} /> : null}
      {detail.failure_kind === null ? null : (
        <p className="w-full text-[13px] text-muted">
          <span className="font-medium text-text">{detail.failure_kind}</span>
          {detail.failure_code === null ? null : ` · ${detail.failure_code}`}
          {detail.failure_message === null ? null : `: ${detail.failure_message}`}
        </p>
      )}
    </div>
  );
}

/** Nobody fetched the clip here; where clips come from elsewhere that says nothing. */
function DownloadMark({ passes }: { passes: boolean }) {
  const t = useMessages();
  return passes ? (
    <span title={t.generation.neverDownloadedHint}>
      <Badge tone="warn">{t.generation.neverDownloaded}</Badge>
    </span>
  ) : (
    <span title={t.generation.downloadUnknownHint}>
      <Badge>{t.generation.downloadUnknown}</Badge>
    </span>
  );
}

function ReleaseButton({ id }: { id: string }) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const form = useSubmit({
    send: (fields) => releaseHold(id, fields.text("reason")),
    onDone: async () => {
      setOpen(false);
      await queryClient.invalidateQueries({ queryKey: generationQuery(id).queryKey });
    },
  });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t.generation.release}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t.generation.releaseTitle}
        description={t.generation.releaseLead}
      >
        <form onSubmit={form.onSubmit} className="space-y-4">
          <TextField
            label={t.generation.releaseReason}
            name="reason"
            required
            maxLength={500}
            error={form.fieldError("reason")}
          />
          <FormProblem error={form.error} />
          <FormActions
            isPending={form.isPending}
            submit={t.generation.releaseDo}
            onCancel={() => setOpen(false)}
          />
        </form>
      </Dialog>
    </>
  );
}
