import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Tags } from "lucide-react";
import { useState } from "react";
import type { PriceRow } from "../../../api/contract/prices.ts";
import { pricesQuery } from "../../client/management-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PriceForm } from "./price-form.tsx";
import { unitName } from "./unit-name.ts";

export function PricesPage() {
  const t = useMessages();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(pricesQuery);
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden="true" />
      {t.prices.add}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t.prices.title}
        lead={t.prices.lead}
        actions={mayChange ? add : undefined}
      />
      <ListCard
        list={list}
        caption={t.prices.caption}
        columns={priceColumns(t, format)}
        rowKey={(row) => row.id}
        empty={{ icon: Tags, title: t.prices.empty, lead: t.prices.emptyLead }}
      />
      <Dialog open={adding} onOpenChange={setAdding} title={t.prices.addTitle} wide>
        <PriceForm
          onCancel={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            return queryClient.invalidateQueries({ queryKey: pricesQuery.queryKey });
          }}
        />
      </Dialog>
    </>
  );
}

function priceColumns(t: Messages, format: Format): readonly Column<PriceRow>[] {
  const words = t.prices;
  const utc = (at: string) =>
    new Intl.DateTimeFormat(format.locale, { dateStyle: "medium", timeZone: "UTC" }).format(
      new Date(at),
    );
  return [
    {
      id: "model",
      header: words.model,
      rowHeader: true,
      cell: (price) => (
        <>
          <span className="font-medium">{price.model}</span>{" "}
          <span className="text-muted">{price.provider}</span>
        </>
      ),
    },
    {
      id: "conditions",
      header: words.conditions,
      cell: (price) => {
        const conditions = Object.entries(price.conditions);
        if (conditions.length === 0) return <span className="text-muted">{words.always}</span>;
        return (
          <span className="flex flex-wrap gap-1">
            {conditions.map(([name, value]) => (
              <Badge key={name}>
                {name} = {String(value)}
              </Badge>
            ))}
          </span>
        );
      },
    },
    {
      id: "amount",
      header: words.amount,
      align: "right",
      cell: (price) => (
        <span className="tabular">
          <span className="font-medium">{format.money(price.amount, price.currency, "exact")}</span>{" "}
          <span className="text-muted">{words.perUnit(unitName(price.unit, t))}</span>
        </span>
      ),
    },
    {
      id: "from",
      header: words.validFrom,
      from: "sm",
      cell: (price) => <span className="tabular">{utc(price.valid_from)}</span>,
    },
    {
      id: "to",
      header: words.validTo,
      from: "md",
      cell: (price) =>
        price.valid_to === null ? (
          <span className="text-muted">{words.open}</span>
        ) : (
          <span className="tabular">{utc(price.valid_to)}</span>
        ),
    },
    {
      id: "source",
      header: words.source,
      from: "lg",
      cell: (price) => (
        <span className="flex max-w-56 items-center gap-2 xl:max-w-96">
          {price.book === null ? null : (
            <Badge tone="warn">{t.economics.bookBadge(price.book)}</Badge>
          )}
          <Badge tone={price.own ? "info" : "neutral"}>
            {price.own ? words.own : words.seeded}
          </Badge>
          <span className="truncate text-muted" title={price.source ?? ""}>
            {price.source}
          </span>
        </span>
      ),
    },
  ];
}
