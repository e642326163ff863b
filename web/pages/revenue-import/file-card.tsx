import type { FileBeginning } from "../../../domain/revenue-file/read-beginning.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

interface FileCardProps {
  readonly beginning: {
    readonly data: FileBeginning | null | undefined;
    readonly error: Error | null;
    readonly isLoading: boolean;
    readonly refetch: () => unknown;
  };
  readonly onChoose: (file: File | null) => void;
}

/** The file, and its first rows as the browser reads them. */
export function FileCard({ beginning, onChoose }: FileCardProps) {
  const words = useMessages().revenueImport;
  const format = useFormat();
  const { data, error, isLoading } = beginning;
  return (
    <div className="space-y-4" aria-busy={isLoading}>
      <h2 className="text-sm font-semibold">{words.file}</h2>
      <div className="max-w-xl">
        <TextField
          label={words.choose}
          hint={words.chooseHint}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          className="h-auto py-1.5"
          onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
        />
      </div>
      {isLoading ? <Skeleton className="h-32" /> : null}
      {error === null ? null : (
        <ErrorState error={error} onRetry={() => void beginning.refetch()} />
      )}
      {data === null ? <Notice tone="warn">{words.unreadable}</Notice> : null}
      {data == null ? null : (
        <div className="space-y-2">
          <p className="text-[13px] text-muted">
            {words.columns(data.header.length, format.count(data.header.length))}
          </p>
          <DataTable
            caption={words.firstRows}
            columns={data.header.map((name, index) => ({
              id: String(index),
              header: name,
              cell: (row: { readonly cells: readonly string[] }) => (
                <span className="inline-block max-w-60 truncate">{row.cells[index] ?? ""}</span>
              ),
            }))}
            rows={data.rows.map((cells, index) => ({ key: String(index), cells }))}
            rowKey={(row) => row.key}
          />
        </div>
      )}
    </div>
  );
}
