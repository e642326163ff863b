import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import type { RequestsAnswer } from "../../api/contract/requests.ts";
import type { InvoiceWritten } from "../../api/contract/reconciliation.ts";
import type { PageIds } from "./dashboard-pages.ts";
import type { WebStack } from "./web-stack.ts";

const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

/** Makes what a workspace with clips of the feature `remix` and the user `u_1` lacks for every page to have something to show. */
export async function makePageIds({ server }: WebStack): Promise<PageIds> {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await server.api(method, `/api/v1/${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  const idOf = (made: unknown) => String((made as { readonly id: string }).id);
  const { invoice } = (await call("POST", "reconciliation/invoices", {
    name: "INV-1",
    provider: "openai",
    currency: "USD",
    lines: [{ from: day(-1), to: day(2), model: "sora-2", amount: "3.60" }],
  })) as InvoiceWritten;
  const { data } = (await call("GET", "generations?feature=remix")) as GenerationsAnswer;
  const requests = (await call("GET", "requests")) as RequestsAnswer;
  return {
    generation: String(data[0]?.id),
    user: "u_1",
    feature: "remix",
    request: String(requests.data[0]?.id),
    invoice: String(invoice.id),
    quota: idOf(
      await call("POST", "quotas", {
        name: "Clips in all",
        subject: { each: "user" },
        metric: "generations",
        window: { kind: "lifetime" },
        limit: "50",
        mode: "shadow",
      }),
    ),
    rerate: idOf(
      await call("POST", "prices/rerate", {
        scope: { from: day(-1), to: day(1) },
        dry_run: false,
      }),
    ),
  };
}
