import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";
import { interceptApi, type InterceptedApi } from "../support/intercepted-api.ts";

let stack: FilledStack;
let session: BrowserSession;
let page: Page;
let api: InterceptedApi;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  ({ page } = await session.open({ cookie: stack.session }));
  await page.addInitScript(() => {
    // A page asks again after 400 and 800 ms; nobody has to wait for that here.
    const start = window.setTimeout;
    const soon = (run: () => void, ms?: number) => start(run, ms === 400 || ms === 800 ? 0 : ms);
    window.setTimeout = soon as typeof window.setTimeout;
  });
  api = await interceptApi(page);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

interface Seen {
  readonly loading: number;
  /** What each failed panel says. */
  readonly alerts: readonly string[];
  /** Figures that nobody can know yet, with what stands around them. */
  readonly invented: readonly string[];
}

function look(): Promise<Seen> {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const text = main?.innerText ?? "";
    const zero =
      /NaN|undefined|null|Infinity|\[object|Invalid Date|(?<![\w.,/:–-])[-−]?[$€]?0(?:[.,]0+)?(?![\w.,:/-])/g;
    return {
      loading: main?.querySelectorAll("[aria-busy=true], .skeleton").length ?? 0,
      alerts: [...document.querySelectorAll<HTMLElement>("main [role=alert]")].map(
        (alert) => alert.innerText,
      ),
      invented: [...text.matchAll(zero)].map(({ index }) => text.slice(index - 30, index + 20)),
    };
  });
}

/** Waits until nothing loads any more and every failed panel says this. */
async function settled(sentence: string): Promise<Seen> {
  await expect
    .poll(
      async () => {
        const { loading, alerts } = await look();
        return { loading, others: alerts.filter((text) => !text.includes(sentence)) };
      },
      { timeout: 5_000, interval: 20 },
    )
    .toEqual({ loading: 0, others: [] });
  return look();
}

const tryAgainEverywhere = () =>
  page
    .getByRole("main")
    .getByRole("button", { name: "Try again" })
    .evaluateAll((buttons) => {
      for (const button of buttons as HTMLButtonElement[]) button.click();
    });

describe("while the API is slow, fails, is away and comes back", () => {
  it.each(DASHBOARD_PAGES.filter(({ quiet }) => quiet !== true))(
    "$route shows no figure that is not known, says why, and recovers when asked",
    async (entry) => {
      api.hold();
      await page.goto(addressOf(entry, stack.ids));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(async () => (await look()).loading, { interval: 20 }).toBeGreaterThan(0);
      expect((await look()).invented).toEqual([]);

      api.fail(500, "The store is on fire.");
      const failed = await settled("The store is on fire.");
      expect(failed.alerts.length).toBeGreaterThan(0);
      for (const text of failed.alerts) expect(text).toContain("req-42");
      expect(failed.invented).toEqual([]);

      api.cut();
      await tryAgainEverywhere();
      const cut = await settled("The server did not answer");
      expect(cut).toEqual({ ...failed, alerts: cut.alerts });

      api.fail(503, "The store is away.");
      await tryAgainEverywhere();
      const away = await settled("The store is away.");
      expect(away).toEqual({ ...failed, alerts: away.alerts });

      api.letThrough();
      await tryAgainEverywhere();
      expect((await settled("nothing at all")).alerts).toEqual([]);
      if (failed.alerts.length < 2) return;

      // Of several panels only that one fails whose question does.
      const [first] = api.asked();
      api.fail(500, "The store is on fire.", first);
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      const partly = await settled("The store is on fire.");
      expect(partly.alerts.length).toBeLessThan(failed.alerts.length);
    },
  );
});
