import type { ReconciliationReport } from "../../../api/contract/reconciliation-report.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";
import { ModelCells } from "./model-cells.tsx";
import { ProposalCard } from "./proposal-card.tsx";
import { ReportTotals } from "./report-totals.tsx";
import { UnexplainedCard } from "./unexplained-card.tsx";

/** A report from the whole to its days. */
export function ReportBody({ report }: { report: ReconciliationReport }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { totals, currency } = report;
  const isMatched = totals.cells === totals.matched.cells;
  return (
    <div className="space-y-5">
      {report.invoice.deleted_at === null ? null : <Notice tone="warn">{words.deleted}</Notice>}
      {isMatched ? (
        <Notice tone="ok">
          <p className="font-medium">{words.matches}</p>
          <p>{words.matchesLead}</p>
        </Notice>
      ) : null}
      <ReportTotals report={report} />
      {report.proposals.length === 0 ? null : (
        <section aria-label={words.proposals} className="space-y-3">
          <h2 className="text-base font-semibold">{words.proposals}</h2>
          {report.proposals.map((proposal) => (
            <ProposalCard key={JSON.stringify(proposal.rerate)} proposal={proposal} />
          ))}
        </section>
      )}
      {report.unexplained.length === 0 ? null : <UnexplainedCard report={report} />}
      {report.unknown_models.length === 0 ? null : (
        <Notice tone="warn">{words.unknownModels(report.unknown_models.join(", "))}</Notice>
      )}
      {report.other_currencies.map((other) => (
        <Notice key={other.currency} tone="info">
          {words.otherCurrency(format.money(other.metered, other.currency))}
        </Notice>
      ))}
      <section aria-label={words.byModel} className="space-y-3">
        <h2 className="text-base font-semibold">{words.byModel}</h2>
        {report.models.map((model) => (
          <ModelCells key={model.model} model={model} currency={currency} />
        ))}
      </section>
    </div>
  );
}
