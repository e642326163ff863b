import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MarginAnswer } from "../../api/contract/margin.ts";
import type { RevenueAnswer } from "../../api/contract/revenue.ts";
import type { StripeConnectionsAnswer } from "../../api/contract/stripe.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { charge, DAY_S, event, invoice, NOVEMBER, refund } from "../support/stripe-objects.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

const SECRET = "whsec_of_the_endpoint_at_stripe";
const PAGE = "/revenue/stripe";

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

/** As Stripe does: to the address that was entered there. */
async function deliver(address: string, sent: unknown): Promise<unknown> {
  const payload = JSON.stringify(sent);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  const response = await fetch(address, {
    method: "POST",
    body: payload,
    headers: { "content-type": "application/json", "stripe-signature": signature },
  });
  return response.json();
}

async function violations(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

it("connects an account, shows what came from it, maps its prices and books a file: the ledger is the API's", async () => {
  const { page, faults } = await session.open({ cookie: stack.session });
  await page.goto(PAGE);
  await page.getByText("No Stripe account yet").waitFor();
  await page.getByRole("main").getByRole("button", { name: "Connect Stripe" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Shop");
  await form.getByLabel("Signing secret").fill(SECRET);
  await form.getByLabel("Mode").selectOption("test only");
  await form.getByRole("button", { name: "Connect Stripe" }).click();
  await form.waitFor({ state: "detached" });
  const [connection] = (await ask<StripeConnectionsAnswer>("/api/v1/stripe/connections")).data;
  const address = connection?.webhook_url ?? "";
  await page.getByText(address).waitFor();
  expect(address.startsWith(`${stack.server.url}/api/v1/stripe/hooks/`)).toBe(true);

  const lines = [{ id: "il_1", amount: 3_000, from: NOVEMBER, to: NOVEMBER + 30 * DAY_S }];
  const bill = invoice({ id: "in_1", paidAt: NOVEMBER, charge: "ch_1", lines });
  const paid = { id: "ch_1", amount: 3_000, at: NOVEMBER, invoice: "in_1" };
  const back = refund({ id: "re_1", charge: "ch_1", amount: 600, at: NOVEMBER + DAY_S });
  expect(await deliver(address, event("refund.created", NOVEMBER + DAY_S, back))).toMatchObject({
    outcome: "waiting",
  });
  await page.reload();
  const events = page.getByRole("table", { name: /^Events from Stripe/ });
  await events.getByText("for the payment that it is about").waitFor();
  await deliver(address, event("charge.succeeded", NOVEMBER, charge(paid)));
  await deliver(address, event("invoice.paid", NOVEMBER + 1, bill));
  await page.reload();
  await events.getByText("invoice.paid").waitFor();
  expect(await events.getByRole("row").count()).toBe(4);
  expect(await events.getByText("waits").count()).toBe(0);

  await page.getByText("1 price without one").waitFor();
  await page.getByRole("button", { name: "Plans of the prices of Shop" }).click();
  await page.getByLabel("Plan of price_basic").fill("Basic");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Back-fill Shop from a file" }).click();
  const dialog = page.getByRole("dialog");
  const choose = (name: string, text: string) =>
    dialog
      .getByLabel("Choose a file")
      .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await choose("bad.csv", "Type,Source,Fee,Currency\ncharge,ch_1,lots,usd");
  await dialog.getByRole("button", { name: "Try it out" }).click();
  await dialog.getByText("content[2].fee").waitFor();
  await choose("fees.csv", "Type,Source,Fee,Currency\ncharge,ch_1,1.17,usd");
  await dialog.getByRole("button", { name: "Try it out" }).click();
  await dialog.getByText("Would add 0 entries, change 1 and leave 0").waitFor();
  await dialog.getByRole("button", { name: "Book it" }).click();
  await dialog.getByText("Added 0 entries, changed 1").waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const { data } = await ask<RevenueAnswer>("/api/v1/revenue");
  expect(data).toMatchObject([
    {
      external_id: "stripe:il_1",
      plan: "Basic",
      gross: "30.000000000",
      fees: "1.170000000",
      refunded: "6.000000000",
      amount: "22.830000000",
    },
  ]);
  // Ten of the thirty days of November, of what is left: 7.61.
  const margin = await ask<MarginAnswer>(
    "/api/v1/analytics/margin?from=2026-11-01&to=2026-11-11&tz=UTC&by=plan&rule=none",
  );
  expect(JSON.stringify(margin)).toContain('"7.610000000"');

  expect(await violations(page)).toEqual([]);
  const french = await session.open({ cookie: stack.session, locale: "fr-FR" });
  await french.page.goto(PAGE);
  await french.page.getByText("Ce qui est venu de Stripe").waitFor();
  await french.page.getByRole("button", { name: "Détacher Shop" }).click();
  await french.page.getByRole("dialog").getByRole("button", { name: "Détacher" }).click();
  await french.page.getByText("Pas encore de compte Stripe").waitFor();
  expect(await deliver(address, event("invoice.paid", NOVEMBER + 9, bill))).toMatchObject({
    status: 404,
  });
  // The browser tells of the answer 400 for the file that only the server could refuse.
  expect([...faults, ...french.faults].filter((fault) => !fault.includes("400"))).toEqual([]);
});
