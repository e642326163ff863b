import type { RevenueImportDryRun } from "../../../api/contract/revenue-imports.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Notice } from "../../ui/notice.tsx";
import { faultColumns, previewColumns, sumColumns } from "./dry-run-columns.tsx";

/** What an import would do: counts, sums, every bad row, and the first entries. */
export function DryRunView({ result }: { result: RevenueImportDryRun }) {
  const t = useMessages();
  const words = t.revenueImport;
  const format = useFormat();
  const { faults, fault_count: faultCount } = result;
  const count = (id: string, label: string, value: number) => ({
    id,
    label,
    value: <span className="tabular">{format.count(value)}</span>,
  });
  return (
    <div className="space-y-5">
      <section aria-label={words.checked} className="max-w-md">
        <h2 className="mb-2 text-sm font-semibold">{words.checked}</h2>
        <Facts
          rows={[
            count("rows", words.rows, result.rows_read),
            count("skipped", words.skipped, result.rows_skipped),
            count("bad", words.bad, result.bad_rows),
            count("created", words.created, result.created),
            count("changed", words.changed, result.changed),
            count("unchanged", words.unchanged, result.unchanged),
          ]}
        />
      </section>
      {faultCount === 0 ? null : (
        <section className="space-y-2">
          <Notice tone="danger" role="alert">
            {words.faultsLead(faultCount, format.count(faultCount))}{" "}
            {faults.length < faultCount ? words.faultsListed(format.count(faults.length)) : null}
          </Notice>
          <div className="max-h-96 overflow-y-auto rounded-lg border border-hairline">
            <DataTable
              caption={words.faults}
              columns={faultColumns(t, format)}
              rows={faults.map((fault, index) => ({ ...fault, key: String(index) }))}
              rowKey={(fault) => fault.key}
            />
          </div>
        </section>
      )}
      {result.sums.length === 0 ? null : (
        <section>
          <h2 className="mb-2 text-sm font-semibold">{words.sums}</h2>
          <DataTable
            caption={words.sums}
            columns={sumColumns(t, format)}
            rows={result.sums}
            rowKey={(sum) => sum.currency}
          />
        </section>
      )}
      {result.preview.length === 0 ? null : (
        <section>
          <h2 className="mb-2 text-sm font-semibold">{words.preview}</h2>
          <DataTable
            caption={words.preview}
            columns={previewColumns(t, format)}
            rows={result.preview}
            rowKey={(entry) => entry.external_id}
          />
        </section>
      )}
    </div>
  );
}
