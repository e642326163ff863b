import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import type { PageIds } from "./dashboard-pages.ts";
import { makePageIds } from "./make-page-ids.ts";
import { makeClip, startWebStack, type WebStack } from "./web-stack.ts";

export interface FilledStack extends WebStack {
  readonly ids: PageIds;
}

const CLIPS = 3;
const ARRIVAL_TIMEOUT_MS = 30_000;

/** A workspace in which every page has something to show: clips, one of them without a price, revenue, and one of each thing. */
export async function startFilledStack(): Promise<FilledStack> {
  const stack = await startWebStack();
  const clientOf = (feature: string) =>
    stack.client({
      "Reelmeter-Feature": feature,
      "Reelmeter-User": "u_1",
      "Reelmeter-Plan": "plus",
    });
  await Promise.all([
    makeClip(clientOf("remix"), { seconds: "8" }),
    makeClip(clientOf("create")),
    makeClip(clientOf("create"), { model: "sim-without-a-price" }),
  ]);
  const occurred_at = new Date().toISOString();
  const about = { occurred_at, currency: "USD", user: "u_1", plan: "plus" };
  await stack.server.api("POST", "/api/v1/revenue", {
    entries: [
      { ...about, external_id: "ch_1", amount: "4.00", feature: "remix" },
      { ...about, external_id: "ch_2", amount: "0.10", feature: "create" },
    ],
  });
  await arrived(stack);
  return { ...stack, ids: await makePageIds(stack) };
}

async function arrived({ server }: WebStack): Promise<void> {
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const { body } = await server.api("GET", "/api/v1/analytics/summary");
    const { totals } = body as SummaryAnswer;
    if (totals.generations === CLIPS && totals.in_flight === 0 && totals.revenue !== null) return;
    await new Promise((tick) => setTimeout(tick, 100));
  }
  throw new Error(`clips and revenue did not arrive in ${ARRIVAL_TIMEOUT_MS} ms`);
}
