import { useFormat } from "../../format/use-format.ts";
import { subtractDecimals } from "../../format/money.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable } from "../../ui/data-table.tsx";

type Amounts = Readonly<Record<string, string>>;

interface MoneyChangeProps {
  readonly caption: string;
  readonly before: Amounts;
  readonly after: Amounts;
}

/** Sums before and after, each currency by itself: a sum over them would say nothing. */
export function MoneyChange({ caption, before, after }: MoneyChangeProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  const money = (amount: string | undefined, currency: string) =>
    amount === undefined ? "–" : format.money(amount, currency, "exact");
  return (
    <DataTable
      caption={caption}
      rows={currenciesOf(before, after)}
      rowKey={(currency) => currency}
      columns={[
        {
          id: "currency",
          header: words.currency,
          rowHeader: true,
          cell: (currency) => <span className="font-medium">{currency}</span>,
        },
        {
          id: "before",
          header: words.before,
          align: "right",
          cell: (currency) => money(before[currency], currency),
        },
        {
          id: "after",
          header: words.after,
          align: "right",
          cell: (currency) => (
            <span className="font-medium">{money(after[currency], currency)}</span>
          ),
        },
        {
          id: "difference",
          header: words.difference,
          align: "right",
          cell: (currency) =>
            format.signedMoney(
              subtractDecimals(after[currency] ?? "0", before[currency] ?? "0"),
              currency,
              "exact",
            ),
        },
      ]}
    />
  );
}

/** Amounts of one part, a line for each currency. */
export function AmountLines({
  amounts,
  of,
}: {
  readonly amounts: Amounts;
  readonly of: readonly Amounts[];
}) {
  const format = useFormat();
  return (
    <>
      {currenciesOf(...of).map((currency) => (
        <span key={currency} className="block">
          {amounts[currency] === undefined ? "–" : format.money(amounts[currency], currency)}
        </span>
      ))}
    </>
  );
}

function currenciesOf(...amounts: readonly Amounts[]): readonly string[] {
  return [...new Set(amounts.flatMap((each) => Object.keys(each)))].toSorted();
}
