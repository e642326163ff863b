import type { MarginAnswer } from "../../../api/contract/margin.ts";
import { parseNano } from "../../../domain/money.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Notice } from "../../ui/notice.tsx";

/** A report's totals, whether they stand, and what is in none of them. */
export function TotalsCard({ answer }: { answer: MarginAnswer }) {
  const t = useMessages();
  const words = t.margin;
  const format = useFormat();
  const { totals, currency, with_corrections: corrected, left_out: leftOut } = answer;
  const closed = answer.closed_months.length > 0;
  const unpriced = answer.data.reduce((sum, row) => sum + row.unpriced, 0);
  const money = (id: string, label: string, amount: string) => ({
    id,
    label,
    value: <Money amount={amount} currency={currency} />,
  });
  return (
    <Card>
      <p className="mb-2 flex flex-wrap items-center gap-2 text-[13px] text-muted">
        <Badge tone={closed ? "ok" : "warn"}>{closed ? words.closed : words.open}</Badge>
        {closed ? words.closedLead : words.openLead}
      </p>
      <Facts
        rows={[
          money("spend", words.spend, totals.spend),
          money("recognised", words.recognised, totals.recognised_revenue),
          {
            id: "unallocated",
            label: words.unallocated,
            value: (
              <>
                <Money amount={totals.unallocated_revenue} currency={currency} />
                {answer.unallocated_reason === null ? null : (
                  <span className="text-muted">
                    {" · "}
                    {words.unallocatedReasons[answer.unallocated_reason]}
                  </span>
                )}
              </>
            ),
          },
          money("margin", words.margin, totals.margin),
          money("corrected", words.withCorrections, corrected.margin),
        ]}
      />
      <div className="mt-3 space-y-2">
        {leftOut.length === 0 ? null : (
          <Notice tone="warn">
            {words.leftOut(
              leftOut
                .flatMap((each) => [
                  { currency: each.currency, amount: each.revenue },
                  { currency: each.currency, amount: each.spend },
                ])
                .filter(({ amount }) => parseNano(amount) !== 0n)
                .map((each) => format.money(each.amount, each.currency))
                .join(", "),
            )}
          </Notice>
        )}
        {unpriced === 0 ? null : (
          <Notice tone="warn">{words.unpriced(unpriced, format.count(unpriced))}</Notice>
        )}
      </div>
    </Card>
  );
}
