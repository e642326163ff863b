import { startOfDay } from "../../domain/finance/calendar-day.ts";
import { formatNano } from "../../domain/money.ts";
import type { PriceProposal } from "../../domain/reconcile/attempt-price.ts";
import { openZone } from "../../domain/time-zone.ts";
import type { ReportProposal } from "../contract/reconciliation-report.ts";
import { isoDays } from "./iso-days.ts";
import type { ReportContext } from "./report-context.ts";

const MAX_SOURCE = 500;

/** A proposed price as it is shown, with the re-rating that it is for. */
export function showProposal(
  proposal: PriceProposal,
  { invoice, current, range, versions }: ReportContext,
): ReportProposal {
  const zone = openZone(current.timeZone);
  const from = new Date(startOfDay(proposal.first, zone)).toISOString();
  const to = proposal.end === null ? null : new Date(startOfDay(proposal.end, zone)).toISOString();
  const { provider } = invoice;
  const price = {
    model: proposal.model,
    unit: proposal.unit,
    conditions: { ...proposal.conditions },
    amount: formatNano(proposal.amount),
    currency: proposal.currency,
    valid_from: from,
    valid_to: to,
  };
  const tier = versions.find(({ id }) => id === proposal.tierOf);
  return {
    ...price,
    before: proposal.before === null ? null : formatNano(proposal.before),
    explains: formatNano(proposal.explains),
    left_over: formatNano(proposal.leftOver),
    days: proposal.cells.map(isoDays),
    generations: proposal.generations,
    tier_of: proposal.tierOf,
    tier_conditions: tier === undefined ? null : { ...tier.conditions },
    rerate: {
      scope: {
        from,
        to: to ?? new Date(range.toMs).toISOString(),
        provider,
        model: proposal.model,
      },
      tz: current.timeZone,
      prices: [{ provider, ...price, source: `Invoice ${invoice.name}`.slice(0, MAX_SOURCE) }],
      dry_run: true,
    },
  };
}
