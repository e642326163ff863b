import { useState } from "react";
import { BandChart } from "../../charts/band-chart.tsx";
import { Figure } from "../../charts/figure.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DRAWS, type WhatIfResult } from "../../series/what-if-result.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { simulatedMoney } from "./what-if-money.ts";

const HEIGHT = 260;
const MONTH = 30;

/** The days to come with their bands, as a drawing or as a table of months. */
export function OutlookFigure({ result, currency }: { result: WhatIfResult; currency: string }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.outlook;
  const [kind, setKind] = useState<"chart" | "table">("chart");
  const { days } = result.bands;
  const money = (value: number) => simulatedMoney(format, value, currency);
  const range = ({ low, high }: { low: number; high: number }) => `${money(low)} – ${money(high)}`;
  return (
    <Figure
      title={words.title}
      subtitle={words.subtitle(format.count(DRAWS))}
      status={{ kind: "ready", refreshing: false }}
      height={HEIGHT}
      isTable={kind === "table"}
      tools={
        <>
          <Badge tone="info">{t.whatIf.simulation}</Badge>
          <Segmented
            label={words.title}
            value={kind}
            choices={[
              { value: "chart", label: t.overview.asChart },
              { value: "table", label: t.overview.asTable },
            ]}
            onChange={setKind}
          />
        </>
      }
    >
      {kind === "chart" ? (
        <BandChart
          days={days}
          title={words.title}
          description={words.subtitle(format.count(DRAWS))}
          height={HEIGHT}
          formatDay={(index) => format.count(index + 1)}
          formatAmount={(value) => format.money(value.toFixed(9), currency, "tick")}
          tooltip={(index) => {
            const day = days[index];
            if (day === undefined) return [];
            return [
              words.day(format.count(index + 1)),
              `${words.spend} ${money(day.spend.middle)} (${range(day.spend)})`,
              `${words.revenue} ${money(day.revenue.middle)} (${range(day.revenue)})`,
            ];
          }}
        />
      ) : (
        <DataTable
          caption={words.table}
          rows={monthsOf(days)}
          rowKey={(row) => String(row.from)}
          columns={[
            {
              id: "from",
              header: words.from,
              rowHeader: true,
              cell: (row) => `${format.count(row.from)}–${format.count(row.to)}`,
            },
            {
              id: "spend",
              header: words.spend,
              align: "right",
              cell: (row) => money(row.spend),
            },
            {
              id: "revenue",
              header: words.revenue,
              align: "right",
              cell: (row) => money(row.revenue),
            },
          ]}
        />
      )}
    </Figure>
  );
}

/** Months of thirty days, each the sum of its days' middles. */
function monthsOf(days: WhatIfResult["bands"]["days"]) {
  return Array.from({ length: Math.ceil(days.length / MONTH) }, (_, month) => {
    const own = days.slice(month * MONTH, (month + 1) * MONTH);
    return {
      from: month * MONTH + 1,
      to: month * MONTH + own.length,
      spend: own.reduce((sum, day) => sum + day.spend.middle, 0),
      revenue: own.reduce((sum, day) => sum + day.revenue.middle, 0),
    };
  });
}
