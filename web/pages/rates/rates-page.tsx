import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight, Plus, Upload } from "lucide-react";
import { useState } from "react";
import type { FxRateRow } from "../../../api/contract/fx-rates.ts";
import { ratesQuery } from "../../client/rate-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RateForm } from "./rate-form.tsx";
import { RateImport } from "./rate-import.tsx";

/** What amounts of other currencies are converted at, day by day. */
export function RatesPage() {
  const t = useMessages();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [open, setOpen] = useState<"none" | "add" | "file">("none");
  const list = useInfiniteQuery(ratesQuery);
  const words = t.rates;
  const done = () => {
    setOpen("none");
    return queryClient.invalidateQueries({ queryKey: ratesQuery.queryKey });
  };
  const actions = (
    <>
      <Button onClick={() => setOpen("file")}>
        <Upload size={16} aria-hidden="true" />
        {words.file}
      </Button>
      <Button variant="primary" onClick={() => setOpen("add")}>
        <Plus size={16} aria-hidden="true" />
        {words.add}
      </Button>
    </>
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={mayChange ? actions : undefined} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={rateColumns(t, format)}
        rowKey={(row) => `${row.date} ${row.base} ${row.quote}`}
        empty={{ icon: ArrowLeftRight, title: words.empty, lead: words.emptyLead }}
      />
      <Dialog
        open={open === "add"}
        onOpenChange={() => setOpen("none")}
        title={words.addTitle}
        description={words.addLead}
      >
        <RateForm onCancel={() => setOpen("none")} onDone={done} />
      </Dialog>
      {open === "file" ? <RateImport onClose={() => setOpen("none")} onApplied={done} /> : null}
    </>
  );
}

function rateColumns(t: Messages, format: Format): readonly Column<FxRateRow>[] {
  const words = t.rates;
  return [
    {
      id: "date",
      header: words.date,
      rowHeader: true,
      // A rate's day is a date of no zone: it is shown as it was written.
      cell: (row) => <span className="tabular">{row.date}</span>,
    },
    { id: "pair", header: words.pair, cell: (row) => `${row.base} → ${row.quote}` },
    {
      id: "rate",
      header: words.rate,
      align: "right",
      cell: (row) => (
        <span className="tabular">
          1 {row.base} = {format.decimal(row.rate)} {row.quote}
        </span>
      ),
    },
    {
      id: "source",
      header: words.source,
      from: "sm",
      cell: (row) => <span className="text-muted">{words.sources(row.source)}</span>,
    },
    {
      id: "updated",
      header: words.updated,
      from: "md",
      cell: (row) => <span className="tabular text-muted">{format.instant(row.updated_at)}</span>,
    },
  ];
}
