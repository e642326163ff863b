import type { ProviderAdapter, ProviderRoute } from "../providers/adapter.ts";

export type RouteMatch =
  | { readonly kind: "route"; readonly route: ProviderRoute; readonly params: PathParams }
  | { readonly kind: "invalid-id" }
  | { readonly kind: "none" };

export type PathParams = Readonly<Record<string, string>>;

export type RouteMatcher = (adapter: ProviderAdapter, method: string, path: string) => RouteMatch;

/** What providers' ids look like; anything else never reaches an upstream. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,199}$/;

/** Finds the declared route of a method and path. What is not declared is `none`: deny by default. */
export function createRouteMatcher(): RouteMatcher {
  const tables = new WeakMap<ProviderAdapter, ReadonlyMap<string, readonly Compiled[]>>();
  return (adapter, method, path) => {
    let table = tables.get(adapter);
    if (table === undefined) tables.set(adapter, (table = compileAll(adapter.routes)));
    const segments = path.split("/");
    for (const { route, segments: wanted, name, at } of table.get(shape(method, segments.length)) ??
      []) {
      if (!wanted.every((segment, index) => index === at || segment === segments[index])) continue;
      if (name === null) return { kind: "route", route, params: NO_PARAMS };
      const id = segments[at] ?? "";
      return ID.test(id) ? { kind: "route", route, params: { [name]: id } } : INVALID_ID;
    }
    return NONE;
  };
}

const NONE: RouteMatch = { kind: "none" };
const INVALID_ID: RouteMatch = { kind: "invalid-id" };
const NO_PARAMS: PathParams = {};

interface Compiled {
  readonly route: ProviderRoute;
  readonly segments: readonly string[];
  /** Name and place of the one parameter. */
  readonly name: string | null;
  readonly at: number;
}

/** Routes by method and number of segments; those without a parameter first, for they are the closer fit. */
function compileAll(routes: readonly ProviderRoute[]): ReadonlyMap<string, readonly Compiled[]> {
  const table = new Map<string, Compiled[]>();
  for (const route of routes) {
    const compiled = compile(route);
    const key = shape(route.method, compiled.segments.length);
    const same = table.get(key) ?? [];
    table.set(key, compiled.name === null ? [compiled, ...same] : [...same, compiled]);
  }
  return table;
}

function compile(route: ProviderRoute): Compiled {
  const segments = route.path.split("/");
  const at = segments.findIndex((segment) => segment.startsWith("{"));
  return { route, segments, name: segments[at]?.slice(1, -1) ?? null, at };
}

function shape(method: string, segments: number): string {
  return `${method} ${segments}`;
}
