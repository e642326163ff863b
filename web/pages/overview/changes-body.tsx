import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import { isZero, isNegative } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { largestDriver } from "../../series/largest-driver.ts";
import { classNames } from "../../ui/class-names.ts";
import { DataTable } from "../../ui/data-table.tsx";
import type { View } from "../../view/view.ts";
import type { Dimension } from "../../view/view-search.ts";
import { DriverBar } from "./driver-bar.tsx";
import { DriverLink } from "./driver-link.tsx";
import { moverColumns } from "./mover-columns.tsx";

interface ChangesBodyProps {
  readonly answer: ChangesAnswer;
  readonly view: View;
  /** One table below the other, whatever the window's width. */
  readonly stacked?: boolean;
}

/** What moved the spend in a sentence and step by step, and the values that moved most. */
export function ChangesBody({ answer, view, stacked = false }: ChangesBodyProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.changes;
  const { currency, totals, drivers, movers, rest, by } = answer;
  // What rounding leaves is a nano or two: its digits stand in the title.
  const money = (decimal: string) =>
    format.signedMoney(Math.abs(Number(decimal)) < 0.005 ? "0" : decimal, currency, "compact");
  const most = largestDriver(drivers);
  const scale = drivers.reduce((size, { amount }) => Math.max(size, Math.abs(Number(amount))), 0);
  const name = t.dimensions[by as Dimension];
  const sentence =
    movers.length === 0
      ? words.nothing
      : isZero(totals.spend.before)
        ? words.nothingBefore
        : most === null
          ? words.spendSame
          : words.spend(money(totals.spend.change), words.drivers[most.driver], money(most.amount));
  return (
    <>
      <p className="px-5 pb-3 text-sm">{sentence}</p>
      <div className={classNames("grid", !stacked && "xl:grid-cols-[5fr_7fr]")}>
        <DataTable
          caption={words.driversCaption}
          rows={drivers}
          rowKey={(row) => row.driver}
          columns={[
            {
              id: "driver",
              header: words.driver,
              rowHeader: true,
              cell: ({ driver }) => <DriverLink driver={driver} filters={view.filters} />,
            },
            {
              id: "bar",
              header: "",
              from: "sm",
              cell: ({ amount }) => <DriverBar amount={Number(amount)} scale={scale} />,
            },
            {
              id: "amount",
              header: words.amount,
              align: "right",
              cell: ({ amount }) => (
                <span
                  className={
                    isZero(amount)
                      ? "text-muted"
                      : isNegative(amount)
                        ? "text-revenue"
                        : "text-spend"
                  }
                  title={format.signedMoney(amount, currency, "exact")}
                >
                  {money(amount)}
                </span>
              ),
            },
          ]}
          footer={
            <tr className="font-semibold">
              <th scope="row" className="px-5 py-2.5 text-left font-semibold">
                {words.total}
              </th>
              <td className="hidden sm:table-cell">
                <span className="sr-only">{words.driversCaption}</span>
              </td>
              <td
                className="tabular px-5 py-2.5 text-right"
                title={format.signedMoney(totals.spend.change, currency, "exact")}
              >
                {money(totals.spend.change)}
              </td>
            </tr>
          }
        />
        <div
          className={classNames(
            "min-w-0 border-t border-hairline",
            !stacked && "xl:border-t-0 xl:border-l",
          )}
        >
          <DataTable
            caption={words.moversCaption(name.toLowerCase())}
            rows={movers}
            rowKey={(row) => row.value}
            columns={moverColumns({ by: by as Dimension, view, currency, t, format })}
          />
          {rest.values === 0 ? null : (
            <p className="px-5 py-2.5 text-[13px] text-muted">
              {words.rest(format.count(rest.values), money(rest.spend.change))}
            </p>
          )}
        </div>
      </div>
    </>
  );
}
