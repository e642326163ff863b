import { SearchX } from "lucide-react";
import type { PriceTestAnswer } from "../../../api/contract/price-test.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { unpricedReason } from "../generations/unpriced-reason.ts";
import { ConditionsView } from "./conditions-view.tsx";
import { PriceAmount } from "./price-amount.tsx";
import { unitName } from "./unit-name.ts";
import { utcDay } from "./utc-day.ts";
import { whyNotText } from "./why-not-text.ts";

/** The amount with its arithmetic, and every price of the model with its verdict. */
export function TestAnswer({ answer }: { answer: PriceTestAnswer }) {
  const t = useMessages();
  const words = t.prices.test;
  const format = useFormat();
  const { amount, currency, calculation, considered } = answer;
  return (
    <>
      <Card>
        <h2 className="text-[15px] font-semibold tracking-tight">{words.answer}</h2>
        <p data-testid="test-amount" className="tabular mt-3 text-3xl font-semibold tracking-tight">
          {amount === null || currency === null
            ? words.none
            : format.money(amount, currency, "exact")}
        </p>
        {answer.unpriced_reason === null ? null : (
          <p className="mt-1 text-warn">{unpricedReason(answer.unpriced_reason, t)}</p>
        )}
        {calculation === null ? null : (
          <p data-testid="test-sum" className="tabular mt-2 text-[13px] text-muted">
            {format.decimal(calculation.units)} {unitName(calculation.unit, t)} ×{" "}
            {format.money(calculation.unit_amount, calculation.currency, "exact")} ={" "}
            {format.money(calculation.amount, calculation.currency, "exact")}
          </p>
        )}
      </Card>
      <Card className="overflow-hidden">
        <h2 className="px-5 pt-5 pb-2 text-[15px] font-semibold tracking-tight">
          {words.considered}
        </h2>
        {considered.length === 0 ? (
          <EmptyState icon={SearchX} title={words.empty} />
        ) : (
          <DataTable
            caption={words.consideredCaption}
            rows={considered}
            rowKey={({ price }) => price.id}
            columns={[
              {
                id: "price",
                header: t.prices.amount,
                rowHeader: true,
                cell: ({ price }) => <PriceAmount price={price} />,
              },
              {
                id: "conditions",
                header: t.prices.conditions,
                cell: ({ price }) => <ConditionsView conditions={price.conditions} />,
              },
              {
                id: "valid",
                header: t.prices.validFrom,
                from: "sm",
                cell: ({ price }) => utcDay(price.valid_from, format),
              },
              {
                id: "own",
                header: t.prices.source,
                from: "md",
                cell: ({ price }) => (price.own ? t.prices.own : t.prices.seeded),
              },
              {
                id: "verdict",
                header: words.verdict,
                cell: ({ why_not: whyNot }) =>
                  whyNot === null ? (
                    <Badge tone={amount === null ? "warn" : "ok"}>
                      {amount === null ? words.matched : words.applied}
                    </Badge>
                  ) : (
                    <span className="block max-w-72 whitespace-normal">
                      {whyNotText(whyNot, words.whyNot)}
                    </span>
                  ),
              },
            ]}
          />
        )}
        {answer.left_out === 0 ? null : (
          <p className="px-5 py-3 text-[13px] text-muted">
            {words.leftOut(format.count(answer.left_out))}
          </p>
        )}
      </Card>
    </>
  );
}
