import { expect } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../api/contract/analytics.ts";
import type { AuditAnswer } from "../../api/contract/audit.ts";
import type { GenerationRow, GenerationsAnswer } from "../../api/contract/generations.ts";
import type { RequestRow, RequestsAnswer } from "../../api/contract/requests.ts";
import { formatNano, multiplyNano, NANO_PER_UNIT, parseNano } from "../../domain/money.ts";
import type { Simulator } from "../../simulator/create-simulator.ts";
import type { RunningServer } from "./running-server.ts";
import { USD_PER_SECOND } from "./system-stack.ts";

/** GETs with the management token. @throws when the answer is not 200. */
export async function ask<Answer>(server: RunningServer, path: string): Promise<Answer> {
  const { status, body } = await server.api("GET", path);
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

export const askSummary = (server: RunningServer, query = ""): Promise<SummaryAnswer> =>
  ask(server, `/api/v1/analytics/summary${query}`);

export const askBreakdown = (server: RunningServer, query: string): Promise<BreakdownAnswer> =>
  ask(server, `/api/v1/analytics/breakdown${query}`);

/** Every generation of the store, over all pages. */
export async function allGenerations(server: RunningServer, filter = ""): Promise<GenerationRow[]> {
  return allPages((page) =>
    ask<GenerationsAnswer>(server, `/api/v1/generations?limit=500${filter}${page}`),
  );
}

/** Every request record of the store, over all pages. */
export async function allRequests(server: RunningServer, filter = ""): Promise<RequestRow[]> {
  return allPages((page) =>
    ask<RequestsAnswer>(server, `/api/v1/requests?limit=500${filter}${page}`),
  );
}

async function allPages<Row>(
  fetchPage: (page: string) => Promise<{ data: Row[]; next_cursor: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = ""; ;) {
    const { data, next_cursor: next } = await fetchPage(page);
    rows.push(...data);
    if (next === null) return rows;
    page = `&cursor=${encodeURIComponent(next)}`;
  }
}

const BOOKS_DEADLINE_MS = 60_000;
const ASK_EVERY_MS = 200;

/** Polls the audit until every check holds, those named apart; fails when one is broken at the end. */
export async function booksHold(
  server: RunningServer,
  { mayBePending = [] }: { readonly mayBePending?: readonly string[] } = {},
): Promise<AuditAnswer> {
  let answer: AuditAnswer | undefined;
  await expect
    .poll(
      async () => {
        answer = await ask<AuditAnswer>(server, "/api/v1/audit");
        return answer.checks.filter(
          ({ id, status }) =>
            status !== "holds" && !(status === "pending" && mayBePending.includes(id)),
        );
      },
      { timeout: BOOKS_DEADLINE_MS, interval: ASK_EVERY_MS },
    )
    .toEqual([]);
  if (answer === undefined) throw new Error("the audit was not asked");
  expect(answer.ok).toBe(true);
  return answer;
}

/** The figures of one check of the audit. */
export function figuresOf(audit: AuditAnswer, id: string): Readonly<Record<string, string>> {
  const check = audit.checks.find((each) => each.id === id);
  if (check === undefined) throw new Error(`the audit has no check ${id}`);
  return check.figures;
}

/** What the upstream's own ledger says that the jobs cost: its seconds × our price, failed ones nothing. */
export function costByLedger(simulator: Simulator): string {
  const costs = Object.values(costsByLedger(simulator));
  return formatNano(costs.reduce((sum, cost) => sum + parseNano(cost), 0n));
}

/** The provider's id of every job that was ever accepted → its cost by the upstream's own ledger. */
export function costsByLedger(simulator: Simulator): Readonly<Record<string, string>> {
  const costs = simulator.ledger().map(({ id, status, seconds }) => {
    const billed = status === "completed" ? BigInt(seconds) * NANO_PER_UNIT : 0n;
    return [id, formatNano(multiplyNano(billed, parseNano(USD_PER_SECOND)))] as const;
  });
  return Object.fromEntries(costs);
}

/** The same of the books: `twice` where two generations claim one job. Lost ones are left out. */
export function costsByBooks(rows: readonly GenerationRow[]): Readonly<Record<string, string>> {
  const costs = new Map<string, string>();
  for (const row of rows.filter(({ status }) => status !== "lost")) {
    const id = row.provider_job_id ?? `no job of ${row.id}`;
    costs.set(id, costs.has(id) ? "twice" : (row.cost.amount ?? "unknown"));
  }
  return Object.fromEntries(costs);
}

export const ledgerIds = (simulator: Simulator): string[] =>
  simulator
    .ledger()
    .map((job) => job.id)
    .toSorted();
