import { useState } from "react";
import type { ReportModel } from "../../../api/contract/reconciliation-report.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { cellColumns } from "./cell-columns.tsx";

/** A model's sums and its days, those that don't match first of all. */
export function ModelCells({ model, currency }: { model: ReportModel; currency: string }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const [shown, setShown] = useState<"open" | "all">("open");
  const open = model.cells.filter((cell) => cell.class !== "matched");
  const cells = shown === "open" ? open : model.cells;
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-3 px-5 py-4">
        <div>
          <h3 className="font-semibold">{model.model}</h3>
          <p className="text-[13px] text-muted">
            {words.billed} <Money amount={model.billed} currency={currency} />, {words.metered}{" "}
            <MaybeMoney
              amount={
                model.generations > 0 && model.generations === model.unpriced ? null : model.metered
              }
              currency={currency}
            />
            , {words.difference} <Money amount={model.difference} currency={currency} signed />
          </p>
        </div>
        <Segmented
          label={`${words.show}: ${model.model}`}
          value={shown}
          onChange={setShown}
          choices={[
            { value: "open", label: `${words.showOpen} (${format.count(open.length)})` },
            { value: "all", label: `${words.showAll} (${format.count(model.cells.length)})` },
          ]}
        />
      </div>
      {cells.length === 0 ? (
        <p className="px-5 pb-4 text-[13px] text-muted">{words.nothingOpen}</p>
      ) : (
        <DataTable
          caption={words.cellsCaption(model.model)}
          rows={cells}
          rowKey={(cell) => cell.from}
          columns={cellColumns(t, format, currency)}
        />
      )}
    </Card>
  );
}
