import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { FleetAnswer } from "../../api/contract/fleet.ts";
import type { GenerationDetail } from "../../api/contract/generations.ts";
import type { UpstreamsAnswer } from "../../api/contract/upstreams.ts";
import { formatNano, multiplyNano, parseNano } from "../../domain/money.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];
const usd = (decimal: string) => formatMoney("en-US", decimal, "USD");

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

async function visit(path: string, locale = "en-US") {
  const { page, faults } = await session.open({ cookie: stack.session, locale });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settled(page);
  return { page, faults };
}

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main [aria-busy="true"], main [role="status"]:not(:empty)') === null,
  );
}

async function violations(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

it("prices a clip by the hardware that a profile states, and shows who used the fleet and what stood idle", async () => {
  const empty = await visit("/upstreams/fleet");
  await empty.page.getByText("No dedicated GPUs").waitFor();
  expect(await violations(empty.page)).toEqual([]);

  const { page, faults } = await visit("/upstreams");
  await page.getByRole("button", { name: "State a profile" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Upstream").selectOption("openai");
  await dialog.getByLabel("GPUs per run").fill("1.5");
  await dialog.getByLabel("Hardware").fill("h100-and-a-half");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "State a profile" }).click();
  await page.getByText("1.5 GPUs per run, hardware h100-and-a-half").waitFor();
  expect(await violations(page)).toEqual([]);

  const [upstream] = (await ask<UpstreamsAnswer>("/api/v1/upstreams")).data;
  const gpu = { type: "H100", count: 4.5, usd_per_hour: "3.6" };
  await stack.server.api("PATCH", `/api/v1/upstreams/${upstream?.id}`, { gpu });
  await stack.server.api("POST", "/api/v1/prices", {
    provider: "openai",
    model: "sora-2",
    unit: "gpu_second",
    conditions: { hardware: "h100-and-a-half" },
    amount: "0.001234567",
    currency: "USD",
    valid_from: "2025-10-06",
  });
  await makeClip(stack.client({ "Reelmeter-Feature": "remix" }));
  const clip = await vi.waitFor(
    async () => {
      const { data } = await ask<{ data: { id: string }[] }>("/api/v1/generations");
      const detail = await ask<GenerationDetail>(`/api/v1/generations/${data[0]?.id}`);
      expect(detail.gpu_basis).toBe("reported");
      return detail;
    },
    { timeout: 30_000, interval: 250 },
  );
  expect(clip.cost.basis).toBe("gpu_time");
  const seconds = parseNano(clip.calculation?.units ?? "0");
  expect(seconds).toBeGreaterThan(0n);
  expect(clip.cost.amount).toBe(formatNano(multiplyNano(seconds, parseNano("0.001234567"))));

  await vi.waitFor(
    async () => {
      const answer = await ask<FleetAnswer>("/api/v1/fleet");
      expect(answer.data).toMatchObject([{ value: "remix" }]);
    },
    { timeout: 30_000, interval: 250 },
  );
  const answered = page.waitForResponse((response) => response.url().includes("/api/v1/fleet?"));
  await page.goto("/upstreams/fleet?idle=gpu_time");
  const answer = (await (await answered).json()) as FleetAnswer;
  await settled(page);
  const table = page.getByRole("table", { name: "Fleet by feature" });
  const [remix] = answer.data;
  const shown = await table.getByRole("row").filter({ hasText: "remix" }).textContent();
  for (const amount of [remix?.used.cost, remix?.idle.cost, remix?.cost]) {
    expect(shown).toContain(usd(amount ?? "missing"));
  }
  // Everything that stood idle is the only user's.
  expect(remix?.idle).toEqual(answer.totals.idle);
  const total = await table.getByRole("row").last().textContent();
  expect(total).toContain(usd(answer.totals.capacity.cost));
  await page.getByText("4.5 × H100 at $3.60 an hour").waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByLabel("Idle cost goes").selectOption("none");
  await table.getByText("Idle, not split (not split)").waitFor();
  expect(faults).toEqual([]);
});

it("says it in French, and what failed to load can be asked for again", async () => {
  const { page, faults } = await session.open({ cookie: stack.session, locale: "fr-FR" });
  await page.route("**/api/v1/fleet?*", (route) => route.abort());
  await page.goto("/upstreams/fleet");
  await page.getByRole("heading", { level: 1, name: "Parc de GPU" }).waitFor();
  const again = page.getByRole("button", { name: "Réessayer" });
  await again.waitFor();
  await page.unroute("**/api/v1/fleet?*");
  await again.click();
  await page.getByRole("table", { name: "Parc par fonctionnalité" }).waitFor();
  await page.getByText("Inactif, non réparti (non réparti)").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(faults.filter((fault) => !fault.includes("ERR_FAILED"))).toEqual([]);
});
