import type { ReconciliationReport } from "../../../api/contract/reconciliation-report.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";

/** What no price explains, and why. */
export function UnexplainedCard({ report }: { report: ReconciliationReport }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { currency } = report;
  return (
    <Card>
      <h2 className="text-base font-semibold">{words.unexplained}</h2>
      <ul className="mt-2 space-y-1">
        {report.unexplained.map((each) => (
          <li key={each.model}>
            {words.unexplainedOf(
              each.model,
              format.signedMoney(each.amount, currency, "exact"),
              words.reasons[each.reason],
            )}{" "}
            {each.billed_per_unit === null
              ? ""
              : words.perUnit(
                  format.money(each.billed_per_unit, currency, "exact"),
                  words.perMeteredUnit,
                )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
