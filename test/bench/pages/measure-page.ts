import type { Browser, CDPSession, Page } from "@playwright/test";
import type { SessionCookie } from "../../support/browser-session.ts";

/** One cold visit. Times in ms from the navigation's start. */
export interface PageVisit {
  readonly wireBytes: number;
  readonly scriptBytes: number;
  readonly requests: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  /** The end of the last task over 50 ms, or the first paint when there is none. */
  readonly interactiveMs: number;
  /** When the last panel had its figures. */
  readonly completeMs: number;
  readonly layoutShift: number;
  readonly shifted: readonly string[];
  /** What the page asked of the API, in the order of asking. */
  readonly questions: readonly string[];
}

interface VisitOptions {
  readonly url: string;
  readonly path: string;
  readonly cookie: SessionCookie;
  /** How much slower the processor is made; 1 leaves it. */
  readonly throttle: number;
}

const SETTLED_TIMEOUT_MS = 60_000;
/** How long after its last figure a page is watched for what moves. */
const WATCH_MS = 1_000;

/** Opens a page in a browser that has never seen it and watches it until all panels have their figures. */
export async function visitPage(browser: Browser, options: VisitOptions): Promise<PageVisit> {
  const { url, path, cookie, throttle } = options;
  const context = await browser.newContext({
    baseURL: url,
    locale: "en-US",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
  });
  try {
    await context.addCookies([{ ...cookie, url }]);
    const page = await context.newPage();
    const wire = await watchWire(await context.newCDPSession(page), throttle);
    await page.addInitScript(OBSERVE);
    await page.goto(path, { waitUntil: "commit" });
    await settled(page);
    await page.waitForTimeout(WATCH_MS);
    const seen = await page.evaluate<Seen>("reelmeterSeen()");
    return { ...wire(), ...seen };
  } finally {
    await context.close();
  }
}

/** Resolves when no panel waits for figures any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ timeout: SETTLED_TIMEOUT_MS });
  // Not the network: a page that is live goes on asking.
  await page.waitForFunction(
    () => document.querySelector('main .skeleton, main [aria-busy="true"]') === null,
    null,
    { timeout: SETTLED_TIMEOUT_MS },
  );
}

type Wire = Pick<PageVisit, "wireBytes" | "scriptBytes" | "requests" | "questions">;
type Seen = Omit<PageVisit, keyof Wire>;

async function watchWire(cdp: CDPSession, throttle: number): Promise<() => Wire> {
  const kinds = new Map<string, string>();
  const questions: string[] = [];
  let wireBytes = 0;
  let scriptBytes = 0;
  cdp.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    kinds.set(requestId, type ?? "");
    const { pathname, search } = new URL(request.url);
    if (request.method === "GET" && pathname.startsWith("/api/")) questions.push(pathname + search);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    wireBytes += encodedDataLength;
    if (kinds.get(requestId) === "Script") scriptBytes += encodedDataLength;
  });
  await cdp.send("Network.enable");
  if (throttle > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  return () => ({ wireBytes, scriptBytes, requests: kinds.size, questions });
}

/** Runs in the page before its own scripts. */
const OBSERVE = `
(() => {
  const seen = { largestPaintMs: 0, interactiveMs: 0, completeMs: 0, layoutShift: 0, shifted: [] };
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { seen.largestPaintMs = entry.startTime; });
  watch("longtask", (entry) => { seen.interactiveMs = entry.startTime + entry.duration; });
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    seen.layoutShift += entry.value;
    for (const { node } of entry.sources) {
      const element = node instanceof Element ? node : node?.parentElement;
      if (element) seen.shifted.push(element.tagName.toLowerCase() + "." + String(element.className.baseVal ?? element.className).slice(0, 60) + " " + entry.value.toFixed(4) + " " + element.textContent.slice(0, 30));
    }
  });
  const look = () => {
    const waits = document.querySelector("main .skeleton, main [aria-busy=true]") !== null || document.querySelector("h1") === null;
    if (waits) seen.completeMs = performance.now();
    requestAnimationFrame(look);
  };
  look();
  window.reelmeterSeen = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const firstPaintMs = paint?.startTime ?? 0;
    return { ...seen, firstPaintMs, interactiveMs: Math.max(seen.interactiveMs, firstPaintMs) };
  };
})();
`;
