/** Fetches what draws a page's chart together with the page, not when the page comes to draw it. */
export function withChart<Page>(
  page: () => Promise<Page>,
  chart: () => Promise<unknown>,
): () => Promise<Page> {
  return () => {
    // The chart asks for it again, and says so when it can't be had.
    chart().catch(() => {});
    return page();
  };
}
