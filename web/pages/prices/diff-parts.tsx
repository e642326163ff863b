import type { ReactNode } from "react";
import type { RerateDiff } from "../../../api/contract/rerates.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { ConditionsView } from "./conditions-view.tsx";
import { AmountLines } from "./money-change.tsx";
import { PriceAmount } from "./price-amount.tsx";

interface Part {
  readonly key: string;
  readonly label: ReactNode;
  readonly changed: number;
  readonly newly_priced: number;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** A diff by feature, model, day and price; parts without a change are only counted. */
export function DiffParts({ diff, title }: { diff: RerateDiff; title?: string }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  const day = (date: string) =>
    new Intl.DateTimeFormat(format.locale, { dateStyle: "medium", timeZone: "UTC" }).format(
      new Date(`${date}T00:00:00Z`),
    );
  const tabs: readonly { id: string; by: string; name: string; parts: readonly Part[] }[] = [
    {
      id: "feature",
      by: words.byFeature,
      name: words.feature,
      parts: diff.by_feature.map((part) => ({ key: part.feature, label: part.feature, ...part })),
    },
    {
      id: "model",
      by: words.byModel,
      name: t.prices.model,
      parts: diff.by_model.map((part) => ({
        key: `${part.provider} ${part.model}`,
        label: (
          <>
            {part.model} <span className="text-muted">{part.provider}</span>
          </>
        ),
        ...part,
      })),
    },
    {
      id: "day",
      by: words.byDay,
      name: words.day,
      parts: diff.by_day.map((part) => ({ key: part.day, label: day(part.day), ...part })),
    },
    {
      id: "price",
      by: words.byPrice,
      name: t.prices.amount,
      parts: diff.by_price.map((part) => ({
        key: `${part.model} ${part.price.id}`,
        label: (
          <span className="flex flex-wrap items-center gap-2">
            <PriceAmount price={part.price} />
            {part.proposed ? <Badge tone="info">{words.proposed}</Badge> : null}
            <span className="text-muted">{part.model}</span>
            <ConditionsView conditions={part.price.conditions} />
          </span>
        ),
        ...part,
      })),
    },
  ];
  return (
    <Card>
      <h2 className="mb-3 text-[15px] font-semibold tracking-tight">{title ?? words.parts}</h2>
      <Tabs
        label={words.parts}
        tabs={tabs.map((tab) => ({
          id: tab.id,
          label: tab.by,
          body: <PartsTable {...tab} />,
        }))}
      />
    </Card>
  );
}

interface PartsTableProps {
  readonly by: string;
  readonly name: string;
  readonly parts: readonly Part[];
}

function PartsTable({ by, name, parts }: PartsTableProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  const moving = parts.filter((part) => part.changed + part.newly_priced > 0);
  const still = parts.length - moving.length;
  return (
    <>
      <div className="max-h-96 overflow-y-auto rounded-lg border border-hairline">
        <DataTable
          caption={words.partCaption(by.toLocaleLowerCase(format.locale))}
          rows={moving}
          rowKey={(part) => part.key}
          columns={[
            { id: "name", header: name, rowHeader: true, cell: (part) => part.label },
            {
              id: "changes",
              header: words.changes,
              align: "right",
              cell: (part) => format.count(part.changed + part.newly_priced),
            },
            {
              id: "before",
              header: words.before,
              align: "right",
              cell: (part) => <AmountLines amounts={part.before} of={[part.before, part.after]} />,
            },
            {
              id: "after",
              header: words.after,
              align: "right",
              cell: (part) => (
                <span className="font-medium">
                  <AmountLines amounts={part.after} of={[part.before, part.after]} />
                </span>
              ),
            },
          ]}
        />
      </div>
      {still === 0 ? null : (
        <p className="mt-2 text-[13px] text-muted">{words.unchangedParts(format.count(still))}</p>
      )}
    </>
  );
}
