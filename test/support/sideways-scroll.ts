import type { BrowserContext, Page } from "@playwright/test";

/** A frame in which a page was wider than its window, and what stood out. */
export interface SidewaysFrame {
  readonly pixels: number;
  readonly elements: readonly string[];
}

type Watched = Window & { sidewaysFrames?: SidewaysFrame[] };

/** Looks at every frame of the context's pages, from their first one on; call it before they go anywhere. */
export async function watchSideways(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const found: SidewaysFrame[] = [];
    (window as Watched).sidewaysFrames = found;
    const look = () => {
      const root = document.documentElement as HTMLElement | null;
      const pixels = root === null ? 0 : root.scrollWidth - root.clientWidth;
      if (pixels > 0) {
        const wide = [...document.querySelectorAll("body *")].filter(
          (element) => element.getBoundingClientRect().right > window.innerWidth,
        );
        const named = wide.map((element) => element.outerHTML.slice(0, 120));
        found.push({ pixels, elements: named.slice(0, 5) });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** The frames, since the page was loaded, in which it could be scrolled sideways. */
export function sidewaysFrames(page: Page): Promise<readonly SidewaysFrame[]> {
  return page.evaluate(
    () =>
      new Promise<readonly SidewaysFrame[]>((resolve, reject) => {
        const frames = (window as Watched).sidewaysFrames;
        if (frames === undefined) return reject(new Error("nobody watched this page's frames"));
        // The frame that is being made counts too.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(frames)));
      }),
  );
}
