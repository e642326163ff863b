import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { watchLayoutShifts } from "../support/layout-shifts.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const client = stack.client({ "Reelmeter-Feature": "remix", "Reelmeter-User": "u_1" });
  await makeClip(client, { seconds: "8" });
  await makeClip(client, { download: false });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { body } = await stack.server.api("GET", "/api/v1/analytics/summary");
      expect((body as SummaryAnswer).totals).toMatchObject({ generations: 2, in_flight: 0 });
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

describe("nothing on a page moves by itself", () => {
  it.each([
    "/",
    "/explore?by=feature",
    "/waste",
    "/generations",
    "/economics",
    "/users",
    "/quotas",
  ])("while figures come to %s", async (path) => {
    const { page, shifts } = await visitSlowly(path);
    expect(await shifts()).toEqual([]);
    await page.close();
  });

  it("while figures are refreshed on the overview, by a clip that changes them", async () => {
    const { page, shifts } = await visitSlowly("/");
    await makeClip(stack.client({ "Reelmeter-Feature": "extend", "Reelmeter-User": "u_2" }));
    await page.getByText("extend", { exact: true }).first().waitFor();
    await settled(page);
    expect(await shifts()).toEqual([]);
  });
});

/** Opens a page whose answers come only when it has shown that it waits for them. */
async function visitSlowly(path: string) {
  const { page } = await session.open({ cookie: stack.session });
  const shifts = await watchLayoutShifts(page);
  let release = (): void => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(/\/api\/v1\/(analytics|generations|users|quotas|annotations)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path);
  await page.locator("main .skeleton").first().waitFor();
  release();
  await settled(page);
  return { page, shifts };
}

async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
  await page.evaluate(() => document.fonts.ready);
}
