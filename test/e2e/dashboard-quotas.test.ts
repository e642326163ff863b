import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { QuotasAnswer, UsageAnswer } from "../../api/contract/quotas.ts";
import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

const CLIPS = 4;
const HEAVY = "team/u heavy";

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const heavy = clientOf(HEAVY);
  for (let clip = 0; clip < CLIPS - 1; clip++) await makeClip(heavy);
  await makeClip(clientOf("u_light"));
  await stack.server.api("POST", "/api/v1/revenue", {
    entries: [
      {
        external_id: "ch_1",
        occurred_at: new Date().toISOString(),
        currency: "USD",
        amount: "4.00",
        user: HEAVY,
      },
    ],
  });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary");
      expect(totals).toMatchObject({ generations: CLIPS, in_flight: 0, revenue: "4.000000000" });
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

function clientOf(user: string) {
  return stack.client({
    "Reelmeter-Feature": "remix",
    "Reelmeter-User": user,
    "Reelmeter-Plan": "free",
  });
}

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

async function rule(name: string) {
  const { data } = await ask<QuotasAnswer>("/api/v1/quotas");
  return data.find((row) => row.name === name);
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
    () =>
      document.querySelector(
        'main [aria-busy="true"], main [role="status"]:not(:empty), main .skeleton',
      ) === null,
  );
}

describe("the rule editor", () => {
  it("replays the draft as it is typed, asks before it blocks, and then the proxy refuses", async () => {
    const { page, faults } = await visit("/quotas");
    await page.getByText("No rule yet").waitFor();
    await page.getByRole("main").getByRole("link", { name: "New rule" }).first().click();
    await page.getByText("Fill in the rule to see what it would have done.").waitFor();
    await page.getByLabel("Name").fill("A clip a day");
    await page.getByLabel("Limit (generations)").fill("2");
    const sentence = page.getByTestId("sentence");
    await sentence.waitFor();
    expect(await sentence.textContent()).toBe(
      "1 user (50%) refused · 1 generation · $0.40 saved · $4.00 revenue at risk",
    );
    await page.getByLabel("Limit (generations)").fill("1");
    await sentence.getByText("2 generations").waitFor();
    const users = page.getByRole("table", { name: "Users refused most" });
    expect(await users.getByRole("row").nth(1).textContent()).toContain(HEAVY);
    await page.getByText("each user: 1 generation per day").waitFor();

    await page.getByRole("radio", { name: "Block" }).check();
    await page.getByRole("button", { name: "Create rule" }).click();
    const dialog = page.getByRole("dialog", { name: "Block from now on?" });
    expect(await dialog.textContent()).toContain("2 generations of 1 user");
    await dialog.getByRole("button", { name: "Save and block" }).click();
    const made = page.getByRole("row").filter({ hasText: "A clip a day" }).getByRole("cell");
    await made.getByText("Block", { exact: true }).waitFor();
    expect(await rule("A clip a day")).toMatchObject({
      subject: { each: "user" },
      limit: "1.000000000",
      mode: "block",
    });
    expect(faults).toEqual([]);

    await vi.waitFor(
      async () => {
        await expect(clientOf(HEAVY).videos.create(CLIP)).rejects.toMatchObject({ status: 429 });
      },
      { timeout: 20_000, interval: 500 },
    );
    await page.reload();
    await made.getByText("1 user").waitFor();
  });

  it("compares a changed rule with the rule as it is, and shows the server's fault at its field", async () => {
    const { page } = await visit(`/quotas/${(await rule("A clip a day"))?.id ?? ""}?days=7`);
    const table = page.getByRole("table", { name: "Against the rule as it is" });
    await table.waitFor();
    expect(await page.getByRole("button", { name: "7 days" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    const limit = page.getByLabel("Limit (generations)");
    await limit.fill("100");
    await page.getByText("1 user no longer refused").waitFor();
    await limit.fill("12345678901");
    await page.getByText("must be a decimal string").waitFor();
    expect(await limit.getAttribute("aria-invalid")).toBe("true");
    await page.getByRole("button", { name: "90 days" }).click();
    await page.waitForURL("**?days=90");
  });

  it("overwrites nothing that somebody else has changed since it was opened", async () => {
    const before = await rule("A clip a day");
    if (before === undefined) throw new Error("the first test makes the rule");
    const { id, name, subject, metric, window, mode, limit } = before;
    const { page } = await visit(`/quotas/${id}`);
    const field = page.getByLabel("Limit (generations)");
    await field.fill("3");
    const theirs = { name, subject, metric, window, mode, limit: "2" };
    await stack.server.api("PUT", `/api/v1/quotas/${id}`, theirs);
    await page.getByRole("button", { name: "Save" }).click();
    const confirm = page.getByRole("dialog", { name: "Block from now on?" });
    await confirm.getByRole("button", { name: "Save and block" }).click();
    await page.getByText("It was changed meanwhile").waitFor();
    expect(await rule("A clip a day")).toMatchObject({ limit: "2.000000000" });
    await page.getByRole("button", { name: "Show what it says now" }).click();
    await expect.poll(() => field.inputValue()).toBe("2");
    await stack.server.api("PUT", `/api/v1/quotas/${id}`, { ...theirs, limit });
  });
});

const CLIP = { model: "sora-2", prompt: "A boat", seconds: "4" } as const;

describe("many rules at once", () => {
  it("names bad rows by line, shows what would change, and then applies all of it", async () => {
    const { page, faults } = await visit("/quotas");
    await page.getByRole("button", { name: "Edit as CSV" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit rules as CSV" });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download the rules" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    expect(csv.split("\r\n")).toHaveLength(3);
    const zone = (tz: string) => `"{""kind"":""calendar"",""unit"":""month"",""tz"":""${tz}""}"`;
    const row = (tz: string, limit: string) =>
      `,Free plan,"{""each"":""user"",""plan"":""free""}",cost,${zone(tz)},${limit},shadow,`;

    const text = dialog.getByLabel("CSV", { exact: true });
    await text.fill(`${csv}${row("UTC", "lots")}`);
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("must be a number such as 5 or 2.50").waitFor();
    expect(await dialog.getByRole("listitem").allTextContents()).toEqual([
      "Line 3, limit: must be a number such as 5 or 2.50",
    ]);
    await text.fill(`${csv}${row("Mars/Olympus", "2.50")}`);
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("Line 3, window.tz").waitFor();

    await text.fill(`${csv}${row("UTC", "2.50")}`);
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("1 created · 0 changed · 0 deleted · 1 unchanged").waitFor();
    expect(await rule("Free plan")).toBeUndefined();
    await dialog.getByRole("button", { name: "Apply" }).click();
    await dialog.waitFor({ state: "detached" });
    const made = page.getByRole("row").filter({ hasText: "Free plan" });
    expect(await made.textContent()).toContain("$2.50per month, UTC");

    await made.getByRole("button", { name: "Delete Free plan" }).click();
    await page.getByRole("dialog").getByText("What was used stays counted").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await made.waitFor({ state: "detached" });
    expect(await rule("Free plan")).toBeUndefined();
    // The browser tells of the answer 400 for the row that only the server could refuse.
    expect(faults.filter((fault) => !fault.includes("400"))).toEqual([]);
  });
});

describe("a user", () => {
  const usage = () =>
    ask<UsageAnswer>(
      `/api/v1/quotas/usage?user=${encodeURIComponent(HEAVY)}&plan=free&feature=remix`,
    );

  it("is found by a part of their id, and told why they can't, given more, blocked and let go", async () => {
    const { page, faults } = await visit("/users");
    await page.getByLabel("Part of a user's id").fill("HEAV");
    await page.waitForURL("**?q=HEAV");
    await page.getByRole("link", { name: "u_light" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: HEAVY }).click();
    await page.getByRole("heading", { level: 1, name: "User" }).waitFor();
    const verdict = page.getByTestId("verdict");
    await verdict.getByText("Cannot generate now").waitFor();
    await page.getByText("“A clip a day” is used up: 1 generation per day").waitFor();
    expect((await usage()).allowed).toBe(false);
    await page
      .getByRole("table", { name: /^Refusals/ })
      .getByText("A clip a day")
      .waitFor();
    await page.getByRole("img", { name: /^[01] used, [01] held, 0 left$/ }).waitFor();
    expect(await page.getByRole("table", { name: "Last generations" }).count()).toBe(1);

    await page.getByRole("button", { name: "Français" }).click();
    await page.getByTestId("reply").getByText("Vous avez atteint votre limite").waitFor();

    await page.getByRole("button", { name: "Give a grant" }).click();
    const grant = page.getByRole("dialog");
    await grant.getByLabel("Amount").fill("2");
    await grant.getByLabel("Expires").fill("2020-01-01");
    await grant.getByLabel("Reason").fill("Pack of two");
    await grant.getByLabel("The user paid for it").check();
    await grant.getByLabel("Payment id").fill("ch_pack");
    await grant.getByLabel("Price").fill("1,50");
    await grant.getByRole("button", { name: "Give" }).click();
    await grant.getByText("Choose a day that is still to come.").waitFor();
    await grant.getByLabel("Expires").fill(`${new Date().getFullYear() + 1}-06-30`);
    await grant.getByRole("button", { name: "Give" }).click();
    await verdict.getByText("Can generate now").waitFor();
    await page.getByText("paid ch_pack").waitFor();
    expect((await usage()).allowed).toBe(true);

    await page.getByRole("button", { name: "Block", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("Chargeback");
    await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
    await page.getByText("Blocked: Chargeback").waitFor();
    expect((await usage()).block).toMatchObject({ reason: "Chargeback" });
    await page.getByRole("button", { name: "Unblock" }).click();
    await verdict.getByText("Can generate now").waitFor();

    await page.getByRole("button", { name: "Revoke the grant “Pack of two”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await verdict.getByText("Cannot generate now").waitFor();
    expect(faults).toEqual([]);
  });

  it("is one click away from a generation", async () => {
    const { page } = await visit("/generations");
    await page.getByRole("link", { name: HEAVY }).first().click();
    await page.getByTestId("verdict").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/users/${encodeURIComponent(HEAVY)}`);
    await page.getByRole("table", { name: "Last generations" }).getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: "Generation" }).waitFor();
    await page.getByRole("link", { name: HEAVY }).waitFor();
  });
});

describe("a roll-out", () => {
  it("is made, paused, opened again and given an end", async () => {
    const { page, faults } = await visit("/");
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.getByText("No roll-out yet").waitFor();
    await page.getByRole("button", { name: "New stage" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Stage").fill("France, 10 %");
    await dialog.getByLabel("Feature").fill("storyboard");
    await dialog.getByLabel("Regions").fill("FR, BE");
    await dialog.getByLabel("Share of users").fill("110");
    await dialog.getByLabel("Budget for each day (optional)").fill("50");
    await dialog.getByRole("button", { name: "Create stage" }).click();
    await dialog.getByText("Write a per cent from 0 to 100").waitFor();
    await dialog.getByLabel("Share of users").fill("12,5");
    await dialog.getByRole("button", { name: "Create stage" }).click();
    const stage = page.getByRole("list", { name: "Stages of storyboard" }).getByRole("listitem");
    await stage.getByText("12.5% of users").waitFor();
    await stage.getByRole("img", { name: "$0.00 used, $0.00 held, $50.00 left" }).waitFor();
    await stage.getByRole("button", { name: "Pause France, 10 %" }).click();
    await stage.getByText("paused", { exact: true }).waitFor();
    await stage.getByRole("button", { name: "Resume France, 10 %" }).click();
    await stage.getByText("open", { exact: true }).waitFor();
    await stage.getByRole("button", { name: "Edit France, 10 %" }).click();
    expect(await dialog.getByLabel("Regions").inputValue()).toBe("FR, BE");
    expect(await dialog.getByLabel("Budget for each day (optional)").inputValue()).toBe("50");
    await dialog.getByLabel("Closes").fill("2030-01-01T00:00");
    await dialog.getByRole("button", { name: "Save" }).click();
    await stage.getByText("until Dec 31, 2029, 11:00 PM").waitFor();
    expect(faults).toEqual([]);
  });
});

async function violations(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const pages = async () => [
  "/quotas",
  `/quotas/${(await rule("A clip a day"))?.id ?? ""}`,
  "/users",
  `/users/${encodeURIComponent(HEAVY)}`,
  "/rollouts",
];

it("offers no change to a viewer", async () => {
  const { page } = await session.open({ cookie: stack.session });
  await page.route("**/api/v1/me", async (route) => {
    const me = (await (await route.fetch()).json()) as Record<string, unknown>;
    await route.fulfill({ json: { ...me, role: "viewer" } });
  });
  const writes =
    /^(New|Create|Save|Edit|Delete|Give|Block|Unblock|Revoke|Pause|Resume|Add|Own rule)/;
  for (const path of await pages()) {
    await page.goto(path);
    await settled(page);
    const main = page.getByRole("main");
    // A pressed state marks the choices of a filter.
    const buttons = main
      .getByRole("button", { name: writes, disabled: false })
      .and(page.locator(":not([aria-pressed])"));
    expect([path, await buttons.allTextContents()]).toEqual([path, []]);
    const links = main.getByRole("link", { name: writes });
    expect([path, await links.allTextContents()]).toEqual([path, []]);
  }
});

it.each(["light", "dark"] as const)(
  "axe finds nothing in the %s theme, and 320 px need no sideways scrolling",
  async (theme) => {
    const { page } = await session.open({ theme, cookie: stack.session });
    for (const path of await pages()) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      await settled(page);
      expect([path, await violations(page)]).toEqual([path, []]);
      await page.setViewportSize({ width: 320, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, overflow > 0]).toEqual([path, false]);
    }
    await page.getByRole("button", { name: "New stage" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
  },
);
