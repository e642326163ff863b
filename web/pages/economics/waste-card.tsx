import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { isZero, ratio } from "../../format/money.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";

/** What was wasted, a bar for each cause. */
export function WasteCard({ totals, currency }: Pick<EconomicsAnswer, "totals" | "currency">) {
  const words = useMessages().economics.waste;
  const format = useFormat();
  return (
    <Card className="min-w-0 p-5">
      <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
      {isZero(totals.waste) ? <p className="mt-3 text-muted">{words.none}</p> : null}
      <ul className="mt-3 space-y-3">
        {WASTE_CAUSES.filter((cause) => !isZero(totals.waste_by_cause[cause])).map((cause) => {
          const amount = totals.waste_by_cause[cause];
          const share = ratio(amount, totals.waste) ?? 0;
          return (
            <li key={cause} className="text-[13px]">
              <div className="flex justify-between gap-4">
                <span>{words.causes[cause]}</span>
                <span>
                  <Money amount={amount} currency={currency} />{" "}
                  <span className="text-muted">{format.percent(share)}</span>
                </span>
              </div>
              <div aria-hidden="true" className="mt-1 h-2 rounded-full bg-sunken">
                <div
                  className="h-2 rounded-full bg-spend"
                  style={{ width: `${Math.max(1, share * 100)}%` }}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
