import type { Database, Transaction } from "../../db/postgres/client.ts";
import {
  findInvoiceByName,
  lockInvoices,
  writeInvoiceVersion,
  type InvoiceRecord,
  type InvoiceVersionRecord,
} from "../../db/postgres/management/provider-invoices.ts";
import { groupByText } from "../../domain/reconcile/group-by-text.ts";
import { SHOWN_LINES, type InvoiceInput, type InvoiceWritten } from "../contract/reconciliation.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { contentSha256, sumLines, type InvoiceContent } from "./invoice-content.ts";
import { ourModel } from "./our-model.ts";
import { readInvoice } from "./read-invoice.ts";
import { showInvoice } from "./show-invoice.ts";

/**
 * Keeps a provider's invoice: the first of its name, the same again (nothing is written), or other content as the next
 * version. A dry run reads and compares, and writes nothing.
 */
export async function writeInvoice(ctx: CallContext, input: InvoiceInput): Promise<InvoiceWritten> {
  const content = await readInvoice(ctx, input);
  const { drizzle } = ctx.deps.pg;
  if (input.dry_run) return written(await plan(ctx, drizzle, content), content, false);
  return drizzle.transaction(async (tx) => {
    await lockInvoices(tx, ctx.workspaceId);
    const planned = await plan(ctx, tx, content);
    if (planned.outcome === "unchanged") return written(planned, content, true);
    await writeInvoiceVersion(tx, planned.invoice, planned.version);
    await recordChange(ctx, tx, {
      action: "provider_invoice.write",
      target: planned.invoice.id,
      detail: {
        provider: content.provider,
        name: content.name,
        version: planned.version.version,
        replaces: planned.replaces,
        billed: planned.version.billed,
        currency: content.currency,
        lines: content.lines.length,
      },
    });
    return written(planned, content, true);
  });
}

interface Planned {
  readonly outcome: InvoiceWritten["outcome"];
  readonly isNew: boolean;
  readonly invoice: InvoiceRecord;
  readonly version: InvoiceVersionRecord;
  /** What was billed by the version that it replaces. */
  readonly replaces: string | null;
}

async function plan(
  ctx: CallContext,
  db: Database | Transaction,
  content: InvoiceContent,
): Promise<Planned> {
  const found = await findInvoiceByName(db, ctx.workspaceId, content);
  const sha256 = contentSha256(content);
  if (found?.invoice.deletedAt === null && found.current.contentSha256 === sha256) {
    const { invoice, current } = found;
    return { outcome: "unchanged", isNew: false, invoice, version: current, replaces: null };
  }
  const now = new Date(ctx.nowMs);
  const version = (found?.invoice.version ?? 0) + 1;
  const id = found?.invoice.id ?? ctx.newId();
  const { workspaceId } = ctx;
  const { provider, name, currency, timeZone, firstDay, endDay, lines, models, source } = content;
  return {
    outcome: found === null ? "created" : "changed",
    isNew: found === null,
    invoice: {
      id,
      workspaceId,
      provider,
      name,
      version,
      createdAt: found?.invoice.createdAt ?? now,
      deletedAt: null,
    },
    version: {
      invoiceId: id,
      version,
      currency,
      timeZone,
      firstDay,
      endDay,
      billed: sumLines(lines),
      lines,
      models,
      source,
      contentSha256: sha256,
      createdAt: now,
      createdBy: ctx.caller.id,
    },
    replaces: found?.current.billed ?? null,
  };
}

function written(planned: Planned, content: InvoiceContent, applied: boolean): InvoiceWritten {
  const { invoice, version, outcome } = planned;
  const shown = showInvoice(invoice, version, content.lines.length);
  return {
    applied,
    outcome,
    invoice: { ...shown, id: planned.isNew && !applied ? null : shown.id },
    mapping: content.mapping,
    shown_lines: content.lines.slice(0, SHOWN_LINES),
    by_model: byModel(content),
  };
}

function byModel({ lines, models }: InvoiceContent): InvoiceWritten["by_model"] {
  return [...groupByText(lines, ({ model }) => model)].map(([name, own]) => ({
    name,
    model: ourModel(models, name),
    lines: own.length,
    billed: sumLines(own),
  }));
}
