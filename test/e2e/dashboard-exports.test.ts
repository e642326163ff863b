import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { createClient } from "@clickhouse/client";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { FxRatesAnswer } from "../../api/contract/fx-rates.ts";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  await makeClip(stack.client({ "Reelmeter-Feature": "remix" }), { seconds: "8" });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { data } = await ask<GenerationsAnswer>("/api/v1/generations");
      expect(data.map((row) => row.status)).toEqual(["succeeded"]);
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const { page, faults } = await session.open({ ...options, cookie: stack.session });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, faults };
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

describe("the page of exchange rates", () => {
  it("adds a rate, names the faulty lines of a file, tries a good one and takes it: what the API then has", async () => {
    const { page, faults } = await visit("/rates");
    await page.getByText("No exchange rate yet").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add rate" }).click();
    await page.getByLabel("Day").fill("2026-11-20");
    await page.getByLabel("Rate", { exact: true }).fill("1,0842");
    await page.getByLabel("From").fill("eur");
    await page.getByRole("dialog").getByRole("button", { name: "Add rate" }).click();
    await page.getByRole("rowheader", { name: "2026-11-20" }).waitFor();

    await page.getByRole("button", { name: "Upload file" }).click();
    const choose = async (csv: string) => {
      const file = { name: "rates.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
      await page.getByLabel("Choose file").setInputFiles(file);
      await page.getByRole("button", { name: "Check" }).click();
    };
    await choose("date,base,quote,rate\n2026-11-21,EUR,USD,1.09\n2026-11-31,EUR,USD,nothing\n");
    await page.getByText("Line 3, date").waitFor();
    expect(await page.getByRole("dialog").textContent()).toContain("Line 3, rate");
    await choose("date,base,quote,rate\n2026-11-21,EUR,USD,1.09\n2026-11-20,EUR,USD,1.5\n");
    await page.getByText("1 new, 1 changed, 0 as they are.").waitFor();
    const before = await ask<FxRatesAnswer>("/api/v1/fx-rates");
    expect(before.data.map(({ date, rate }) => [date, Number(rate)])).toEqual([
      ["2026-11-20", 1.0842],
    ]);
    await page.getByRole("button", { name: "Take all of them" }).click();
    await page.getByRole("rowheader", { name: "2026-11-21" }).waitFor();
    const { data } = await ask<FxRatesAnswer>("/api/v1/fx-rates");
    expect(await page.getByRole("rowheader").allTextContents()).toEqual(
      data.map((row) => row.date),
    );
    expect(await page.getByRole("main").textContent()).toContain("1 EUR = 1.5 USD");
    expect(faults.filter((fault) => !fault.includes("400"))).toEqual([]);
  });
});

describe("the page of exports", () => {
  it("downloads the API's own rows of the chosen period, and shows a connection that works", async () => {
    const { page, faults } = await visit("/exports?range=7d", { width: 320 });
    await expectAccessible(page);
    await page.getByLabel("CSV for").selectOption("excel-fr");
    const downloaded = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name }).click(),
      ]);
      return {
        name: download.suggestedFilename(),
        text: readFileSync(await download.path(), "utf8"),
      };
    };
    const { data } = await ask<GenerationsAnswer>("/api/v1/generations");
    const clips = await downloaded("Generations: download CSV");
    expect(clips.name).toMatch(/^reelmeter-generations_.*\.csv$/);
    expect(clips.text).toContain(`;${data[0]?.id};`);
    expect(clips.text).toContain(`;${data[0]?.cost.amount?.replace(".", ",")};`);
    const focus = await downloaded("Spend, as FOCUS 1.2: download CSV");
    expect(focus.text).toContain(`,${data[0]?.cost.amount},`);
    const margin = await downloaded("Margin by feature: download Parquet");
    expect(margin.text.slice(0, 4)).toBe("PAR1");

    await page.getByRole("button", { name: "Show the connection" }).click();
    const fact = async (name: string) =>
      page.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd").textContent();
    await page.getByRole("table", { name: "Views" }).waitFor();
    await expectAccessible(page);
    const client = createClient({
      url: (await fact("Address")) ?? "",
      database: (await fact("Database")) ?? "",
      username: (await fact("User")) ?? "",
      password: (await page.locator("dd code").nth(3).textContent()) ?? "",
    });
    const answer = await client.query({
      query: "SELECT toString(generation_id) AS id, toString(cost) AS cost FROM bi_generations_v1",
      format: "JSONEachRow",
    });
    expect(await answer.json()).toEqual([{ id: data[0]?.id, cost: "0.8" }]);
    await client.close();
    expect(faults).toEqual([]);
  });
});
