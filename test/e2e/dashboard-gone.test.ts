import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InvitationCreated } from "../../api/contract/invitations.ts";
import type { QuotaRow } from "../../api/contract/quotas.ts";
import type { SavedView } from "../../api/contract/views.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
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

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await stack.server.api(method, `/api/v1/${path}`, body);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body as Answer;
}

async function visit(path: string) {
  const { page, faults } = await session.open({ cookie: stack.session });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
  return { page, faults };
}

describe("an invitation that does not hold", () => {
  it("says what may have happened and what to do, from the first or while its form stands open", async () => {
    const { page } = await session.open();
    await page.goto("/join#bogus");
    await page.getByRole("heading", { name: "This invitation does not hold" }).waitFor();
    await page.getByText("ask whoever invited you for another one").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    const made = await call<InvitationCreated>("POST", "invitations", {
      email: "grace@example.com",
      role: "viewer",
    });
    const guest = await session.open();
    await guest.page.goto(made.url);
    await guest.page.getByLabel("Your name").fill("Grace Hopper");
    await guest.page.getByLabel("Choose a password").fill("a long enough one");
    await call("DELETE", `invitations/${made.id}`);
    await guest.page.getByRole("button", { name: "Join" }).click();
    await guest.page.getByText("It was taken back, has been used, or has expired").waitFor();
  });
});

describe("a thing that was deleted meanwhile", () => {
  it("is said to be gone where a rule is saved and where it is opened, with the way to the list", async () => {
    const rule = await call<QuotaRow>("POST", "quotas", {
      name: "Ten a day",
      subject: { user: "*" },
      metric: "generations",
      limit: "10",
      window: { kind: "calendar", unit: "day", tz: "UTC" },
      mode: "warn",
    });
    const { page } = await visit(`/quotas/${rule.id}`);
    await page.getByLabel("Name", { exact: true }).fill("Twelve a day");
    await call("DELETE", `quotas/${rule.id}`);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody deleted it meanwhile.").waitFor();
    await page.reload();
    await page.getByText("There is no such rule").waitFor();
    await page.getByRole("link", { name: "Back to the list" }).click();
    await page.waitForURL("**/quotas");
    expect(await page.getByText("Ten a day").count()).toBe(0);
  });

  it("is said of a saved view, whose address goes on showing what it holds", async () => {
    const saved = await call<SavedView>("POST", "views", {
      name: "Weekly",
      page: "/",
      search: "range=7d",
      visibility: "private",
      pinned: false,
    });
    await call("DELETE", `views/${saved.id}`);
    const { page, faults } = await visit(`/?range=7d&view=${saved.id}`);
    await page.getByRole("button", { name: "Views: deleted" }).click();
    await page.getByText("The page shows what the address itself carries.").waitFor();
    await page.getByRole("menuitem", { name: "Leave the saved view" }).click();
    await page.getByRole("button", { name: "Views", exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe("?range=7d");
    expect(faults).toEqual([]);
  });

  it("is gone from the list after somebody tried to change it", async () => {
    const { page } = await visit("/settings/members");
    const made = await call<InvitationCreated>("POST", "invitations", {
      email: "alan@example.com",
      role: "viewer",
    });
    await page.reload();
    const row = page.getByRole("row").filter({ hasText: "alan@example.com" });
    await row.getByRole("button").last().click();
    await call("DELETE", `invitations/${made.id}`);
    await page.getByRole("dialog").getByRole("button").last().click();
    await expect.poll(() => row.getByText("pending").count()).toBe(0);
  });
});

it("says of an address without a page what one can do, and leads on", async () => {
  const { page, faults } = await visit("/no/such/page");
  await page.getByText("Check it, go back, or begin at one of these").waitFor();
  await page.getByRole("main").getByRole("link", { name: "Features" }).click();
  await page.waitForURL("**/features");
  expect(faults).toEqual([]);
});
