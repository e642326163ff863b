import type { View } from "../view/view.ts";

/** A view as the parameters that every analytic question takes; equal views give equal parameters. */
export function viewParameters(view: View): Record<string, unknown> {
  return {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    tz: view.timeZone,
    compare: view.compare,
    ...filterParameters(view),
  };
}

/** Filters as repeated parameters named after their dimension. */
export function filterParameters(view: View): Record<string, readonly string[]> {
  return Object.fromEntries(view.filters.map(({ name, values }) => [name, values]));
}
