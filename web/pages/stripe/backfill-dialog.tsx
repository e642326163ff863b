import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { StripeBackfillAnswer, StripeConnectionRow } from "../../../api/contract/stripe.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { backfillStripe } from "../../client/stripe-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";

interface BackfillDialogProps {
  readonly connection: StripeConnectionRow;
  readonly onClose: () => void;
  readonly onApplied: () => Promise<void>;
}

/** What the server takes in one call. */
const MAX_CHARACTERS = 7_500_000;
const MAX_TEXT = "7.5 MB";

/** A file of Stripe's: tried out first, then booked. */
export function BackfillDialog({ connection, onClose, onApplied }: BackfillDialogProps) {
  const t = useMessages();
  const words = t.stripe;
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(
    null,
  );
  const send = useMutation({
    mutationFn: ({ content, dryRun }: { content: string; dryRun: boolean }) =>
      backfillStripe(connection.id, { content, dry_run: dryRun }),
    onSuccess: (answer) => (answer.applied ? onApplied() : undefined),
  });
  const tooLarge = file !== null && file.content.length > MAX_CHARACTERS;
  const tried = send.data !== undefined;
  const start = (dryRun: boolean): void => {
    if (file !== null) send.mutate({ content: file.content, dryRun });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.backfillTitle}
      description={words.backfillLead}
      wide
    >
      <div className="space-y-4">
        <div className="flex flex-wrap items-center gap-3">
          <FileButton
            label={words.file}
            accept=".json,.jsonl,.csv,.txt"
            onFile={(chosen) => {
              send.reset();
              void chosen.text().then((content) => setFile({ name: chosen.name, content }));
            }}
          />
          {file === null ? null : <p className="text-muted">{words.chosen(file.name)}</p>}
        </div>
        <div aria-live="polite" className="space-y-3">
          {tooLarge ? <Notice tone="danger">{words.tooLarge(MAX_TEXT)}</Notice> : null}
          {send.data === undefined ? null : <Outcome answer={send.data} />}
          <Problem error={send.error} />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>
            {send.data?.applied === true ? t.common.close : t.common.cancel}
          </Button>
          {send.data?.applied === true ? null : (
            <Button
              variant="primary"
              disabled={file === null || tooLarge || send.isPending}
              onClick={() => start(!tried)}
            >
              {buttonText()}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );

  function buttonText(): string {
    const isTrial = send.variables?.dryRun !== false;
    if (send.isPending) return isTrial ? words.checking : words.applying;
    return tried ? words.apply : words.check;
  }
}

function Outcome({ answer }: { answer: StripeBackfillAnswer }) {
  const words = useMessages().stripe;
  const { count } = useFormat();
  const say = answer.applied ? words.did : words.would;
  return (
    <Notice tone={answer.applied ? "ok" : "info"} role="status">
      <p className="tabular">
        {say(count(answer.created), count(answer.changed), count(answer.unchanged))}
      </p>
      <p className="tabular mt-1">
        {words.also(
          count(answer.withdrawn),
          count(answer.subscriptions),
          count(answer.waiting),
          count(answer.others),
        )}
      </p>
    </Notice>
  );
}

const SHOWN_FAULTS = 20;

/** The faults of the file one by one, or what else went wrong. */
function Problem({ error }: { error: Error | null }) {
  const t = useMessages();
  const words = t.stripe;
  const faults = error instanceof ProblemError ? error.fields.slice(0, SHOWN_FAULTS) : [];
  if (faults.length === 0) return <FormProblem error={error} />;
  return (
    <ul aria-label={words.faults} className="space-y-1 text-[13px] text-danger">
      {faults.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          <code className="font-mono text-xs">{field}</code> {t.fieldProblem(message)}
        </li>
      ))}
    </ul>
  );
}
