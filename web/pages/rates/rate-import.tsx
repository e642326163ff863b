import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FX_CSV_FORMATS_SHOWN, type FxCsvFormat } from "./csv-format.ts";
import type { FxRatesWritten } from "../../../api/contract/fx-rates.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { importRates } from "../../client/rate-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { RateFaults } from "./rate-faults.tsx";

interface RateImportProps {
  readonly onClose: () => void;
  readonly onApplied: () => Promise<void>;
}

/** A file of rates: chosen, tried without writing anything, then written whole. */
export function RateImport({ onClose, onApplied }: RateImportProps) {
  const t = useMessages();
  const words = t.rates.importing;
  const [format, setFormat] = useState<FxCsvFormat>("plain");
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const send = (dry_run: boolean) => importRates({ csv: file?.csv ?? "", format, dry_run });
  const check = useMutation({ mutationFn: () => send(true) });
  const apply = useMutation({ mutationFn: () => send(false), onSuccess: onApplied });
  const again = (): void => {
    check.reset();
    apply.reset();
  };
  const error = apply.error ?? check.error;
  const faults = error instanceof ProblemError && error.status === 400 ? error.fields : [];
  return (
    <Dialog open onOpenChange={onClose} title={words.title} description={words.lead} wide>
      <div className="space-y-4">
        <RadioCards
          legend={words.format}
          value={format}
          choices={FX_CSV_FORMATS_SHOWN.map((value) => ({ value, ...words.formats[value] }))}
          onChange={(next) => {
            setFormat(next);
            again();
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          <FileButton
            label={words.choose}
            accept=".csv,text/csv"
            onFile={(chosen) => {
              again();
              void chosen.text().then((csv) => setFile({ name: chosen.name, csv }));
            }}
          />
          <span className="min-w-0 truncate text-[13px] text-muted">
            {file?.name ?? words.none}
          </span>
        </div>
        <div aria-live="polite" className="space-y-3">
          {faults.length > 0 ? <RateFaults faults={faults} /> : <FormProblem error={error} />}
          {check.data === undefined || error !== null ? null : <Plan written={check.data} />}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          {check.data === undefined ? (
            <Button
              variant="primary"
              disabled={file === null || check.isPending}
              onClick={() => check.mutate()}
            >
              {check.isPending ? words.checking : words.check}
            </Button>
          ) : (
            <Button variant="primary" disabled={apply.isPending} onClick={() => apply.mutate()}>
              {apply.isPending ? t.common.saving : words.apply}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** What the file would do. */
function Plan({ written }: { written: FxRatesWritten }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.rates.importing;
  return (
    <Notice tone="ok">
      <p className="font-medium">
        {words.plan(
          format.count(written.created),
          format.count(written.changed),
          format.count(written.unchanged),
        )}
      </p>
      <ul className="mt-1.5 max-h-40 space-y-1 overflow-y-auto">
        {written.changes.map((change) => (
          <li key={`${change.date} ${change.base} ${change.quote}`} className="tabular">
            {change.date} {change.base} → {change.quote}: {format.decimal(change.before)} →{" "}
            {format.decimal(change.after)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
