import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { ListFilter, Plus, Tags, Upload } from "lucide-react";
import { useState } from "react";
import type { PriceRow } from "../../../api/contract/prices.ts";
import { pricesQuery } from "../../client/price-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { readPriceBookSearch } from "../../view/price-book-search.ts";
import { ExportMenu } from "./export-menu.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { PriceDialog } from "./price-dialog.tsx";
import { priceColumns } from "./price-columns.tsx";
import { PriceFilters } from "./price-filters.tsx";
import { PriceForm } from "./price-form.tsx";
import { PricesHeader } from "./prices-header.tsx";

type Open =
  | { readonly kind: "nothing" | "import" }
  | { readonly kind: "add"; readonly after: PriceRow | null }
  | { readonly kind: "price"; readonly price: PriceRow };

/** The price book: the workspace's own versions and those that are built in. */
export function PricesPage() {
  const t = useMessages();
  const words = t.prices;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const search = readPriceBookSearch(useSearch({ from: "/app/prices" }));
  const list = useInfiniteQuery(pricesQuery(search));
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ["prices"] });
  const isFiltered = Object.keys(search).length > 0;
  return (
    <>
      <PricesHeader
        title={words.title}
        lead={words.lead}
        actions={
          <>
            <ExportMenu />
            {mayChange ? (
              <>
                <Button onClick={() => setOpen({ kind: "import" })}>
                  <Upload size={16} aria-hidden="true" />
                  {words.transfer.import}
                </Button>
                <Button variant="primary" onClick={() => setOpen({ kind: "add", after: null })}>
                  <Plus size={16} aria-hidden="true" />
                  {words.add}
                </Button>
              </>
            ) : null}
          </>
        }
      />
      <PriceFilters search={search} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={priceColumns({ t, format, onOpen: (price) => setOpen({ kind: "price", price }) })}
        rowKey={(row) => row.id}
        busy={list.isPlaceholderData}
        minHeight={420}
        empty={
          isFiltered
            ? { icon: ListFilter, title: words.filtered, lead: words.filteredLead }
            : { icon: Tags, title: words.empty, lead: words.emptyLead }
        }
      />
      {open.kind === "add" ? (
        <Dialog open onOpenChange={close} title={words.addTitle} wide>
          <PriceForm
            after={open.after}
            onCancel={close}
            onDone={() => {
              close();
              return refresh();
            }}
          />
        </Dialog>
      ) : null}
      {open.kind === "price" ? (
        <PriceDialog
          price={open.price}
          onClose={close}
          onFollow={mayChange ? () => setOpen({ kind: "add", after: open.price }) : null}
        />
      ) : null}
      {open.kind === "import" ? <ImportDialog onClose={close} onApplied={refresh} /> : null}
    </>
  );
}
