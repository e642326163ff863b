import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import type { InvoiceWritten } from "../../api/contract/reconciliation.ts";
import type { PageIds } from "./dashboard-pages.ts";
import { makeClip, startWebStack, type WebStack } from "./web-stack.ts";

export interface FilledStack extends WebStack {
  readonly ids: PageIds;
  /** What the API answers to a question. */
  ask<Answer>(path: string): Promise<Answer>;
}

const CLIPS = 3;
const ARRIVAL_TIMEOUT_MS = 30_000;
const USER = "u_1";
const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

/** A workspace in which every page has something to show: clips, one without a price, revenue, a rule, an invoice, a re-rating. */
export async function startFilledStack(): Promise<FilledStack> {
  const stack = await startWebStack();
  const { api } = stack.server;
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await api(method, `/api/v1/${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  const clientOf = (feature: string) =>
    stack.client({
      "Reelmeter-Feature": feature,
      "Reelmeter-User": USER,
      "Reelmeter-Plan": "plus",
    });
  await Promise.all([
    makeClip(clientOf("remix"), { seconds: "8" }),
    makeClip(clientOf("create")),
    makeClip(clientOf("create"), { model: "sim-without-a-price" }),
  ]);
  const occurred_at = new Date().toISOString();
  const about = { occurred_at, currency: "USD", user: USER, plan: "plus" };
  await call("POST", "revenue", {
    entries: [
      { ...about, external_id: "ch_1", amount: "4.00", feature: "remix" },
      { ...about, external_id: "ch_2", amount: "0.10", feature: "create" },
    ],
  });
  const quota = await call("POST", "quotas", {
    name: "Clips in all",
    subject: { each: "user" },
    metric: "generations",
    window: { kind: "lifetime" },
    limit: "50",
    mode: "shadow",
  });
  const { invoice } = (await call("POST", "reconciliation/invoices", {
    name: "INV-1",
    provider: "openai",
    currency: "USD",
    lines: [{ from: day(-1), to: day(2), model: "sora-2", amount: "3.60" }],
  })) as InvoiceWritten;
  const arrived = async () => {
    const { totals } = (await call("GET", "analytics/summary")) as SummaryAnswer;
    return totals.generations === CLIPS && totals.in_flight === 0 && totals.revenue !== null;
  };
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  while (!(await arrived())) {
    if (Date.now() > deadline) throw new Error("the clips and the revenue did not arrive");
    await new Promise((tick) => setTimeout(tick, 100));
  }
  const rerate = await call("POST", "prices/rerate", {
    scope: { from: day(-1), to: day(1) },
    dry_run: false,
  });
  const { data } = (await call("GET", "generations?feature=remix")) as GenerationsAnswer;
  return {
    ...stack,
    ids: {
      generation: String(data[0]?.id),
      user: USER,
      quota: String((quota as { id: string }).id),
      invoice: String(invoice.id),
      rerate: String((rerate as { id: string }).id),
    },
    ask: async <Answer>(path: string) => (await call("GET", path)) as Answer,
  };
}
