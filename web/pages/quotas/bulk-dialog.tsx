import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import type { QuotasBulkAnswer } from "../../../api/contract/quotas.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { allQuotas, bulkQuotas } from "../../client/quota-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import {
  QUOTA_COLUMNS,
  readQuotaCsv,
  serverFaults,
  writeQuotaCsv,
  type QuotaCsv,
} from "../../quotas/quota-csv.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { BulkFaults } from "./bulk-faults.tsx";
import { BulkPlan } from "./bulk-plan.tsx";
import { PasteField } from "../../forms/paste-field.tsx";

interface BulkDialogProps {
  readonly onClose: () => void;
  readonly onApplied: () => Promise<void>;
}

/** What stands checked: the rows of the text, and what applying them would do. */
interface Checked {
  readonly csv: QuotaCsv;
  readonly answer: QuotasBulkAnswer | null;
}

/** Many rules at once: download, change, check without changing anything, apply. */
export function BulkDialog({ onClose, onApplied }: BulkDialogProps) {
  const t = useMessages();
  const words = t.quotas.bulk;
  const [text, setText] = useState("");
  const download = useMutation({
    mutationFn: allQuotas,
    onSuccess: (rules) => saveFile("quotas.csv", "text/csv", writeQuotaCsv(rules)),
  });
  const check = useMutation({ mutationFn: (csv: string) => checkCsv(readQuotaCsv(csv, t)) });
  const apply = useMutation({
    mutationFn: ({ rows }: QuotaCsv) => bulkQuotas({ rules: rows.map(({ rule }) => rule) }),
    onSuccess: async () => {
      await onApplied();
      onClose();
    },
  });
  const change = (next: string): void => {
    setText(next);
    check.reset();
    apply.reset();
  };
  const checked = check.data;
  const faults = checked?.csv.faults ?? [];
  const ready = checked?.answer == null ? null : { csv: checked.csv, answer: checked.answer };
  const changes =
    ready === null ? 0 : ready.answer.created + ready.answer.changed + ready.answer.deleted;
  return (
    <Dialog open onOpenChange={onClose} title={words.title} description={words.lead} wide>
      <div className="space-y-4">
        <div className="flex flex-wrap gap-2">
          <Button disabled={download.isPending} onClick={() => download.mutate()}>
            <Download size={14} aria-hidden="true" />
            {words.download}
          </Button>
          <FileButton
            label={words.file}
            accept=".csv,text/csv"
            onFile={(chosen) => void chosen.text().then(change)}
          />
        </div>
        <PasteField
          label={words.paste}
          hint={words.pasteHint(QUOTA_COLUMNS.join(", "))}
          rows={8}
          value={text}
          onValue={change}
        />
        <div aria-live="polite" className="space-y-3">
          {faults.length > 0 ? <BulkFaults faults={faults} /> : null}
          {ready === null ? null : <BulkPlan csv={ready.csv} answer={ready.answer} />}
        </div>
        <FormProblem error={download.error ?? check.error ?? apply.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          {ready === null || changes === 0 ? (
            <Button
              variant="primary"
              disabled={text.trim() === "" || check.isPending}
              onClick={() => check.mutate(text)}
            >
              {check.isPending ? words.checking : words.check}
            </Button>
          ) : (
            <Button
              variant="primary"
              disabled={apply.isPending}
              onClick={() => apply.mutate(ready.csv)}
            >
              {apply.isPending ? words.applying : words.apply}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Asks the server what the rows would do; what it finds wrong with a row comes back with the row's line. */
async function checkCsv(csv: QuotaCsv): Promise<Checked> {
  if (csv.faults.length > 0) return { csv, answer: null };
  try {
    const rules = csv.rows.map(({ rule }) => rule);
    return { csv, answer: await bulkQuotas({ rules, dry_run: true }) };
  } catch (error) {
    const faults = error instanceof ProblemError ? serverFaults(error.fields, csv.rows) : [];
    if (faults.length === 0) throw error;
    return { csv: { ...csv, faults }, answer: null };
  }
}
