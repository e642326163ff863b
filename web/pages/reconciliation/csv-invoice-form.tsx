import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { InvoiceWritten } from "../../../api/contract/reconciliation.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { writeInvoice, type InvoiceBody } from "../../client/reconciliation-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { readFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PairsField } from "../../forms/pairs-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { CsvFaults } from "./csv-faults.tsx";
import { CsvSource } from "./csv-source.tsx";
import { InvoiceFields } from "./invoice-fields.tsx";
import { InvoicePreview } from "./invoice-preview.tsx";
import { MappingFields } from "./mapping-fields.tsx";
import { readCsvInvoice } from "./read-csv-invoice.ts";

interface CsvInvoiceFormProps {
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** What was checked, and what the server made of it. */
interface Checked {
  readonly body: InvoiceBody;
  readonly answer: InvoiceWritten;
}

/** A file: which column is which, what was read, and only then written. */
export function CsvInvoiceForm({ onCancel, onDone }: CsvInvoiceFormProps) {
  const t = useMessages();
  const words = t.reconciliation;
  const outcome = useRef<HTMLDivElement>(null);
  const [csv, setCsv] = useState("");
  const check = useMutation({
    mutationFn: async (element: HTMLFormElement): Promise<Checked> => {
      const body = readCsvInvoice(readFields(new FormData(element)), csv, t);
      return { body, answer: await writeInvoice({ ...body, dry_run: true }) };
    },
  });
  const save = useMutation({ mutationFn: writeInvoice, onSuccess: onDone });
  // The form is longer than the window: what came of it is brought into view.
  useEffect(() => {
    if (check.data !== undefined || check.error !== null) {
      outcome.current?.scrollIntoView({ block: "nearest" });
    }
  }, [check.data, check.error]);
  const outdate = (): void => {
    check.reset();
    save.reset();
  };
  const { error } = check;
  const faults = error instanceof ProblemError ? error.fields : [];
  const fieldError = (name: string): string | undefined => {
    if (error instanceof FieldError && error.field === name) return error.message;
    const found = faults.find(({ field }) => field === name);
    return found === undefined ? undefined : t.fieldProblem(found.message);
  };
  const fileFaults = faults.filter(({ field }) => /^(csv|mapping)/.test(field));
  const busy = check.isPending || save.isPending;
  return (
    <form
      className="space-y-4"
      onChange={outdate}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        if (check.data === undefined) check.mutate(event.currentTarget);
        else save.mutate(check.data.body);
      }}
    >
      <InvoiceFields fieldError={fieldError} />
      <CsvSource
        text={csv}
        onText={(text) => {
          setCsv(text);
          outdate();
        }}
      />
      <MappingFields csv={csv} />
      <PairsField
        label={`${words.models} (${t.common.optional})`}
        name="models"
        hint={words.modelsHint}
        error={fieldError("models")}
      />
      <div ref={outcome} aria-live="polite" className="space-y-3">
        {fileFaults.length === 0 ? null : <CsvFaults faults={fileFaults} />}
        {check.data === undefined ? null : <InvoicePreview written={check.data.answer} />}
      </div>
      <FormProblem error={fileFaults.length === 0 ? (error ?? save.error) : save.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{t.common.cancel}</Button>
        <Button type="submit" variant="primary" disabled={busy || csv.trim() === ""}>
          {check.data === undefined ? (check.isPending ? words.checking : words.check) : words.save}
        </Button>
      </div>
    </form>
  );
}
