import type { BacktestOutcome } from "../../../api/contract/backtest.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { refusalBars, type RefusalBar } from "../../series/refusal-bars.ts";

/** How many users lose how many generations: bars in a real table, so the numbers are there for everyone. */
export function RefusalHistogram({ outcome }: { outcome: BacktestOutcome }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.quotas.preview;
  const bars = refusalBars(outcome.histogram);
  if (bars.length === 0) return null;
  const label = ({ from, to }: RefusalBar): string => {
    if (to === null) return words.orMore(format.count(from));
    if (from === to) return words.exactly(format.count(from));
    return words.between(format.count(from), format.count(to));
  };
  return (
    <section className="border-t border-hairline px-5 py-4">
      <table className="w-full text-[13px]">
        <caption className="pb-2 text-left text-sm font-medium">{words.histogram}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.loses}</th>
            <th scope="col">{words.users}</th>
            <th scope="col">{words.refused}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.from}>
              <th
                scope="row"
                className="tabular w-24 py-1 pr-3 text-left font-normal whitespace-nowrap text-muted"
              >
                {label(bar)}
              </th>
              <td className="tabular py-1 font-medium whitespace-nowrap">
                <span
                  aria-hidden="true"
                  className="mr-2 inline-block h-4 rounded-r bg-spend align-middle"
                  style={{ width: `calc((100% - 6.5rem) * ${bar.width})` }}
                />
                {t.quotas.ofUsers(bar.users, format.count(bar.users))}
              </td>
              <td className="tabular hidden w-36 py-1 text-right whitespace-nowrap text-muted sm:table-cell">
                {t.quotas.amounts.generations(bar.refused, format.count(bar.refused))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
