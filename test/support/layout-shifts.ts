import type { Page } from "@playwright/test";

/**
 * Watches what moves by itself on every page opened from now on, as the browser scores it; what follows an input is not
 * counted, nor the marks of a chart: where they stand is what they say. @returns reads what has moved so far: each element with the score of its shift
 */
export async function watchLayoutShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(WATCH);
  return async () => {
    // A shift is known after the frame that shows it.
    await page.evaluate(TWO_FRAMES);
    return page.evaluate<readonly string[]>("layoutShifts()");
  };
}

const TWO_FRAMES = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** Runs in the page before its own scripts. */
const WATCH = `
(() => {
  const seen = [];
  const take = (entries) => {
    for (const { hadRecentInput, sources, value } of entries) {
      if (hadRecentInput) continue;
      for (const { node, previousRect: from, currentRect: to } of sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        if (element?.style?.left) continue;
        const moved = [from.x, from.y, "to", to.x, to.y].join(" ");
        seen.push(value.toFixed(4) + " from " + moved + ": " + (element?.outerHTML.slice(0, 160) ?? "?"));
      }
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.layoutShifts = () => {
    take(observer.takeRecords());
    return seen;
  };
})();
`;
