import type { Browser, BrowserContext, Page } from "@playwright/test";
import { onTestFinished } from "vitest";
import { getCurrentTest } from "vitest/suite";
import { launchChromium } from "./chromium.ts";

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
}

export interface BrowserSession {
  readonly browser: Browser;
  /** A new context with its own cookies, and what its pages complained about; one that a test opened is closed after it. */
  open(options?: {
    readonly width?: number;
    readonly theme?: "light" | "dark";
    readonly locale?: string;
    /** Already signed in. */
    readonly cookie?: SessionCookie;
  }): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly faults: string[] }>;
  close(): Promise<void>;
}

const STEP_TIMEOUT_MS = 15_000;

/** A real Chromium; every page reports its uncaught errors and its console errors into `faults`. */
export async function openBrowser(baseURL: string): Promise<BrowserSession> {
  const browser = await launchChromium();
  return {
    browser,
    async open({ width = 1280, theme = "light", locale = "en-US", cookie } = {}) {
      const context = await browser.newContext({
        baseURL,
        locale,
        colorScheme: theme,
        timezoneId: "Europe/Paris",
        reducedMotion: "reduce",
        viewport: { width, height: 900 },
      });
      // A page that nobody looks at any more would go on asking the server.
      if (getCurrentTest() !== undefined) onTestFinished(() => context.close());
      context.setDefaultTimeout(STEP_TIMEOUT_MS);
      if (cookie !== undefined) await context.addCookies([{ ...cookie, url: baseURL }]);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      return { context, page, faults };
    },
    close: () => browser.close(),
  };
}
