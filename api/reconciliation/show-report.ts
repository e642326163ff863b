import type { InvoiceVersionRecord } from "../../db/postgres/management/provider-invoices.ts";
import { formatNano, type Nano } from "../../domain/money.ts";
import type { MeteredPart } from "../../domain/reconcile/bill.ts";
import { billTotals, type BillSum } from "../../domain/reconcile/bill-totals.ts";
import type { BillCell } from "../../domain/reconcile/compare-bill.ts";
import { groupByText } from "../../domain/reconcile/group-by-text.ts";
import type { BillExplanation } from "../../domain/reconcile/explain-bill.ts";
import type {
  ReconciliationReport,
  ReportCell,
  ReportModel,
} from "../contract/reconciliation-report.ts";
import { isoDays } from "./iso-days.ts";
import { ourModel } from "./our-model.ts";
import type { ReportContext } from "./report-context.ts";
import { showProposal } from "./show-proposal.ts";

/** A comparison as it is shown. */
export function showReport(
  cells: readonly BillCell[],
  { proposals, unexplained }: BillExplanation,
  context: ReportContext,
): ReconciliationReport {
  const { invoice, current } = context;
  const { classes, remainder, ...whole } = billTotals(cells);
  const explained = proposals.reduce((sum, each) => sum + each.explains, 0n);
  const names = groupByText(current.lines, ({ model }) => ourModel(current.models, model));
  return {
    invoice: {
      id: invoice.id,
      provider: invoice.provider,
      name: invoice.name,
      version: invoice.version,
      deleted_at: invoice.deletedAt?.toISOString() ?? null,
    },
    currency: current.currency,
    timezone: current.timeZone,
    from: current.firstDay,
    to: current.endDay,
    tolerance: formatNano(context.tolerance),
    as_of: new Date(context.asOfMs).toISOString(),
    totals: {
      ...showSum(whole),
      remainder: formatNano(remainder),
      explained: formatNano(explained),
      unexplained: formatNano(remainder - explained),
      matched: showSum(classes.matched),
      differs: showSum(classes.differs),
      billed_only: showSum(classes.billed_only),
      metered_only: showSum(classes.metered_only),
    },
    models: [...groupByText(cells, ({ model }) => model)].map(([model, ofModel]) =>
      showModel(model, ofModel, namesOf(names.get(model) ?? [])),
    ),
    unknown_models: unknownModels(cells, current),
    other_currencies: otherCurrencies(context.foreign),
    proposals: proposals.map((each) => showProposal(each, context)),
    unexplained: unexplained.map((each) => ({
      model: each.model,
      reason: each.reason,
      cells: each.cells,
      amount: formatNano(each.amount),
      billed_per_unit: maybe(each.billedPerUnit),
    })),
  };
}

function showModel(model: string, cells: readonly BillCell[], names: string[]): ReportModel {
  const sum = billTotals(cells);
  const { billed, metered, generations, unpriced } = showSum(sum);
  return {
    model,
    names,
    billed,
    metered,
    difference: formatNano(sum.remainder),
    generations,
    unpriced,
    cells: cells.map(showCell),
  };
}

function showCell(cell: BillCell): ReportCell {
  return {
    ...isoDays(cell.days),
    class: cell.class,
    billed: maybe(cell.billed),
    metered: maybe(cell.metered),
    difference: formatNano(cell.difference),
    unit: cell.billedUnits?.unit ?? cell.meteredUnits?.unit ?? null,
    billed_units: maybe(cell.billedUnits?.amount ?? null),
    metered_units: maybe(cell.meteredUnits?.amount ?? null),
    generations: cell.generations,
    unpriced: cell.unpriced,
  };
}

function showSum(sum: BillSum) {
  return {
    billed: formatNano(sum.billed),
    metered: formatNano(sum.metered),
    cells: sum.cells,
    generations: sum.generations,
    unpriced: sum.unpriced,
  };
}

/** As the provider spells them. */
function unknownModels(cells: readonly BillCell[], current: InvoiceVersionRecord): string[] {
  const metered = new Set(cells.filter((cell) => cell.generations > 0).map(({ model }) => model));
  return namesOf(
    current.lines.filter(({ model }) => !metered.has(ourModel(current.models, model))),
  );
}

/** Each name once. */
function namesOf(lines: readonly { readonly model: string }[]): string[] {
  return [...new Set(lines.map(({ model }) => model))].toSorted();
}

function otherCurrencies(
  foreign: readonly MeteredPart[],
): ReconciliationReport["other_currencies"] {
  const sums = new Map<string, { metered: Nano; generations: number }>();
  for (const { currency, cost, generations } of foreign) {
    const sum = sums.get(currency ?? "") ?? { metered: 0n, generations: 0 };
    sums.set(currency ?? "", {
      metered: sum.metered + cost,
      generations: sum.generations + generations,
    });
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { metered, generations }]) => ({
      currency,
      metered: formatNano(metered),
      generations,
    }));
}

function maybe(nano: Nano | null): string | null {
  return nano === null ? null : formatNano(nano);
}
