import type { PictureIds } from "./pictured-pages.ts";

const DAY_MS = 86_400_000;

interface Listed {
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

/**
 * One of each thing that an address names. What the demo has none of, an invoice and a re-rating, is made through the
 * API. @throws when the demo has no clip yet that came through the proxy.
 */
export async function findIds(url: string, adminToken: string): Promise<PictureIds> {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(new URL(`/api/v1/${path}`, url), {
      method,
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const first = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const [row] = ((await call("GET", path)) as Listed).data;
    if (row === undefined) throw new Error(`${path} lists nothing`);
    return row;
  };
  const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  const clip = await first("generations?status=succeeded&limit=1");
  const { invoice } = (await call("POST", "reconciliation/invoices", {
    name: "INV-2026-11",
    provider: String(clip["provider"]),
    currency: "USD",
    lines: [{ from: day(-8), to: day(-1), model: "sora-2", amount: "1500.00" }],
  })) as { readonly invoice: { readonly id: string } };
  const rerate = (await call("POST", "prices/rerate", {
    scope: { from: day(-3), to: day(-2) },
    dry_run: false,
  })) as { readonly id: string };
  return {
    generation: String(clip["id"]),
    request: String((await first("requests?limit=1"))["id"]),
    user: String((await first("users?limit=1"))["user"]),
    quota: String((await first("quotas?limit=1"))["id"]),
    invoice: invoice.id,
    rerate: rerate.id,
  };
}
