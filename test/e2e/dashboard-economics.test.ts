import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EconomicsAnswer } from "../../api/contract/economics.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const clientOf = (user: string, plan: string) =>
    stack.client({
      "Reelmeter-Feature": "remix",
      "Reelmeter-User": user,
      "Reelmeter-Plan": plan,
    });
  const heavy = clientOf("u_heavy", "free");
  await makeClip(heavy);
  await makeClip(heavy);
  await makeClip(clientOf("u_pays", "plus"));
  const post = (path: string, body: object) => stack.server.api("POST", `/api/v1/${path}`, body);
  await post("revenue", {
    entries: [
      {
        external_id: "ch_1",
        occurred_at: new Date().toISOString(),
        currency: "USD",
        amount: "4.00",
        user: "u_pays",
        plan: "plus",
        feature: "remix",
      },
    ],
  });
  // A tenth of what is booked.
  await post("prices", {
    book: "reported",
    provider: "openai",
    model: "sora-2",
    unit: "second",
    amount: "0.01",
    currency: "USD",
    valid_from: "2025-10-06",
  });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => expect((await economics()).totals).toMatchObject({ generations: 3, in_flight: 0 }),
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function economics(query = ""): Promise<EconomicsAnswer> {
  const { status, body } = await stack.server.api(
    "GET",
    `/api/v1/analytics/economics?by=feature${query}`,
  );
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as EconomicsAnswer;
}

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const visited = await session.open({ ...options, cookie: stack.session });
  await visited.page.goto(path);
  await settled(visited.page);
  return visited;
}

/** The page is there and nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
}

async function violationsOn(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const inDollars = (decimal: string | null) =>
  new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(Number(decimal));

describe("the page about unit economics", () => {
  it("shows the API's figures, by what is booked and by a cost book, and asks for a break-even", async () => {
    const { page, faults } = await visit("/economics");
    const table = page.getByRole("table", { name: "What clips cost and earn, by feature" });
    const booked = (await economics()).totals;
    const row = table.getByRole("row").filter({ hasText: "remix" });
    expect(await row.textContent()).toContain(inDollars(booked.spend));
    expect(await row.textContent()).toContain(inDollars(booked.cost_per_clip.value));
    const sides = page.getByRole("table", { name: "Payers and everyone else" });
    expect(await sides.getByRole("row").nth(1).textContent()).toContain(
      inDollars(booked.payers.spend),
    );

    await page.getByLabel("Costs").selectOption("reported");
    await page.getByText("“reported” priced 3 generations; 0 keep what is booked.").waitFor();
    const reported = (await economics("&book=reported")).totals;
    expect(reported.spend).not.toBe(booked.spend);
    await row.getByText(inDollars(reported.spend)).waitFor();

    await page.getByLabel("Price of a month").fill("1.00");
    const even = page.getByRole("table", { name: "Break-even" });
    await even.getByText("clip 26").first().waitFor();
    await page.waitForURL("**price=1.00**");
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("lists who costs more than they pay, each with a draft of a limit", async () => {
    const { page, faults } = await visit("/economics/users");
    const table = page.getByRole("table", { name: "Users who cost more than they pay, by loss" });
    await table.getByRole("row").nth(1).waitFor();
    expect(await table.getByRole("row").count()).toBe(2);
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("link", { name: "Draft a limit for u_heavy" }).click();
    await page.waitForURL("**/quotas/new?**user=u_heavy**");
    expect(await page.getByLabel("Value", { exact: true }).inputValue()).toBe("u_heavy");
    expect(faults).toEqual([]);
  });
});
