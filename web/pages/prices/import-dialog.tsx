import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { importPrices } from "../../client/price-queries.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ImportFaults } from "./import-faults.tsx";
import { ImportPlan } from "./import-plan.tsx";
import { readPriceFile } from "./price-file.ts";
import { PasteField } from "../../forms/paste-field.tsx";

interface ImportDialogProps {
  readonly onClose: () => void;
  readonly onApplied: () => Promise<void>;
}

/** Many prices at once: check what importing would do, then import them, all or none. */
export function ImportDialog({ onClose, onApplied }: ImportDialogProps) {
  const t = useMessages();
  const words = t.prices.transfer;
  const format = useFormat();
  const [text, setText] = useState("");
  const file = readPriceFile(text, t);
  const send = async (dryRun: boolean) => {
    if (file.kind === "bad") throw new Error(file.sentence);
    return importPrices(file.body, dryRun);
  };
  const check = useMutation({ mutationFn: () => send(true) });
  const apply = useMutation({ mutationFn: () => send(false), onSuccess: onApplied });
  const change = (next: string): void => {
    setText(next);
    check.reset();
    apply.reset();
  };
  const error = check.error ?? apply.error;
  const faults = error instanceof ProblemError ? error.fields : [];
  const isEmpty = text.trim() === "";
  const added = check.data?.added ?? 0;
  return (
    <Dialog open onOpenChange={onClose} title={words.title} description={words.lead} wide>
      <div className="space-y-4">
        <FileButton
          label={words.file}
          accept=".csv,.json,text/csv,application/json"
          onFile={(chosen) => void chosen.text().then(change)}
        />
        <PasteField
          label={words.paste}
          hint={words.pasteHint}
          rows={8}
          value={text}
          onValue={change}
        />
        <div aria-live="polite" className="space-y-3">
          {!isEmpty && file.kind === "bad" ? <Notice tone="danger">{file.sentence}</Notice> : null}
          {faults.length > 0 ? <ImportFaults faults={faults} /> : null}
          {apply.data === undefined && check.data !== undefined ? (
            <ImportPlan answer={check.data} />
          ) : null}
          {apply.data === undefined ? null : (
            <Notice tone="ok">{words.done(format.count(apply.data.added))}</Notice>
          )}
        </div>
        <FormProblem error={faults.length > 0 ? null : error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>
            {apply.data === undefined ? t.common.cancel : t.common.close}
          </Button>
          {apply.data !== undefined ? null : added > 0 ? (
            <Button variant="primary" disabled={apply.isPending} onClick={() => apply.mutate()}>
              {apply.isPending ? words.applying : words.apply(format.count(added))}
            </Button>
          ) : (
            <Button
              variant="primary"
              disabled={isEmpty || file.kind === "bad" || check.isPending}
              onClick={() => check.mutate()}
            >
              {check.isPending ? words.checking : words.check}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
