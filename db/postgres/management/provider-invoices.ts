import { and, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { providerInvoices, providerInvoiceVersions } from "../schema/provider-invoices.ts";

export type InvoiceRecord = typeof providerInvoices.$inferSelect;
export type InvoiceVersionRecord = typeof providerInvoiceVersions.$inferSelect;

/** An invoice and what it says now. */
export interface StandingInvoice {
  readonly invoice: InvoiceRecord;
  readonly current: InvoiceVersionRecord;
}

/** The same without its lines, which may be many. */
export interface ListedInvoice {
  readonly invoice: InvoiceRecord;
  readonly current: Omit<InvoiceVersionRecord, "lines">;
  readonly lines: number;
}

/** Serialises the workspace's changes of invoices, so that two calls with one name can't both add it. */
export async function lockInvoices(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`provider_invoices ${workspaceId}`}, 0))`,
  );
}

/** The provider's invoice of that name, deleted ones included; null when there is none. */
export async function findInvoiceByName(
  db: Database | Transaction,
  workspaceId: string,
  of: { readonly provider: string; readonly name: string },
): Promise<StandingInvoice | null> {
  return standing(db, [
    eq(providerInvoices.workspaceId, workspaceId),
    eq(providerInvoices.provider, of.provider),
    eq(providerInvoices.name, of.name),
  ]);
}

/** An invoice of this workspace, deleted ones included; null when there is none. */
export async function findInvoice(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<StandingInvoice | null> {
  return standing(db, [eq(providerInvoices.workspaceId, workspaceId), eq(providerInvoices.id, id)]);
}

async function standing(
  db: Database | Transaction,
  conditions: readonly ReturnType<typeof eq>[],
): Promise<StandingInvoice | null> {
  const [row] = await db
    .select({ invoice: providerInvoices, current: providerInvoiceVersions })
    .from(providerInvoices)
    .innerJoin(providerInvoiceVersions, isCurrent())
    .where(and(...conditions));
  return row ?? null;
}

/** All versions of an invoice, the latest first, without their lines. */
export async function versionsOfInvoice(
  db: Database,
  workspaceId: string,
  invoiceId: string,
): Promise<readonly (Omit<InvoiceVersionRecord, "lines"> & { readonly lines: number })[]> {
  return db
    .select({ ...WITHOUT_LINES, lines: LINE_COUNT })
    .from(providerInvoiceVersions)
    .innerJoin(providerInvoices, eq(providerInvoices.id, providerInvoiceVersions.invoiceId))
    .where(and(eq(providerInvoices.workspaceId, workspaceId), eq(providerInvoices.id, invoiceId)))
    .orderBy(desc(providerInvoiceVersions.version));
}

/** The workspace's invoices that are not deleted, the latest handed in first. */
export async function listInvoices(
  db: Database,
  workspaceId: string,
  filter: { readonly provider: string | null },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly ListedInvoice[]> {
  return db
    .select({ invoice: providerInvoices, current: WITHOUT_LINES, lines: LINE_COUNT })
    .from(providerInvoices)
    .innerJoin(providerInvoiceVersions, isCurrent())
    .where(
      and(
        eq(providerInvoices.workspaceId, workspaceId),
        isNull(providerInvoices.deletedAt),
        filter.provider === null ? undefined : eq(providerInvoices.provider, filter.provider),
        page.afterId === null ? undefined : lt(providerInvoices.id, page.afterId),
      ),
    )
    .orderBy(desc(providerInvoices.id))
    .limit(page.limit);
}

/** Writes an invoice's next version and makes it the one that stands; one that was deleted stands again. */
export async function writeInvoiceVersion(
  tx: Transaction,
  invoice: Omit<InvoiceRecord, "deletedAt">,
  version: InvoiceVersionRecord,
): Promise<void> {
  await tx
    .insert(providerInvoices)
    .values({ ...invoice, deletedAt: null })
    .onConflictDoUpdate({
      target: providerInvoices.id,
      set: { version: invoice.version, deletedAt: null },
    });
  await tx.insert(providerInvoiceVersions).values(version);
}

/** Takes an invoice out of the list; its versions stay. */
export async function markInvoiceDeleted(
  tx: Transaction,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<void> {
  await tx
    .update(providerInvoices)
    .set({ deletedAt: at })
    .where(and(eq(providerInvoices.workspaceId, workspaceId), eq(providerInvoices.id, id)));
}

function isCurrent() {
  return and(
    eq(providerInvoiceVersions.invoiceId, providerInvoices.id),
    eq(providerInvoiceVersions.version, providerInvoices.version),
  );
}

const LINE_COUNT = sql<number>`jsonb_array_length(${providerInvoiceVersions.lines})`;

const WITHOUT_LINES = {
  invoiceId: providerInvoiceVersions.invoiceId,
  version: providerInvoiceVersions.version,
  currency: providerInvoiceVersions.currency,
  timeZone: providerInvoiceVersions.timeZone,
  firstDay: providerInvoiceVersions.firstDay,
  endDay: providerInvoiceVersions.endDay,
  billed: providerInvoiceVersions.billed,
  models: providerInvoiceVersions.models,
  source: providerInvoiceVersions.source,
  contentSha256: providerInvoiceVersions.contentSha256,
  createdAt: providerInvoiceVersions.createdAt,
  createdBy: providerInvoiceVersions.createdBy,
};
