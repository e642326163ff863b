import { Download } from "lucide-react";
import { writeCsv } from "../../../domain/csv/write-csv.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Assumption } from "../../series/what-if-assumptions.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { saveFile } from "../../ui/save-file.ts";

interface AssumptionsCardProps {
  readonly assumptions: readonly Assumption[];
  /** Lines of the result, which go into the file with them. */
  readonly figures: readonly (readonly [string, string])[];
}

/** All that is taken for granted, always in sight, and the file that carries it with the figures. */
export function AssumptionsCard({ assumptions, figures }: AssumptionsCardProps) {
  const t = useMessages();
  const words = t.whatIf.assumptions;
  const download = () => {
    const records = [
      [t.whatIf.simulation, t.whatIf.simulationNote, ""],
      ...figures.map(([name, value]) => [name, value, ""]),
      [words.name, words.value, words.recorded],
      ...assumptions.map(({ name, value, recorded }) => [name, value, recorded]),
    ];
    saveFile("what-if.csv", "text/csv", `\uFEFF${writeCsv(records)}`);
  };
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-start justify-between gap-3 p-5 pb-3">
        <div>
          <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
        </div>
        <Button size="small" onClick={download}>
          <Download size={14} aria-hidden="true" />
          {words.download}
        </Button>
      </div>
      <DataTable
        caption={words.title}
        rows={assumptions}
        rowKey={(row) => row.name}
        columns={[
          {
            id: "name",
            header: words.name,
            rowHeader: true,
            cell: (row) => <span className="whitespace-normal">{row.name}</span>,
          },
          {
            id: "value",
            header: words.value,
            align: "right",
            cell: (row) => <span className="whitespace-normal">{row.value}</span>,
          },
          {
            id: "recorded",
            header: words.recorded,
            align: "right",
            from: "sm",
            cell: (row) => <span className="whitespace-normal text-muted">{row.recorded}</span>,
          },
        ]}
      />
    </Card>
  );
}
