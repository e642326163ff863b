import type { ProviderAdapter } from "../providers/adapter.ts";
import type { ProviderRoute } from "../providers/provider-route.ts";
import { compileRoute, readParams, type CompiledRoute } from "./compile-route.ts";

export type RouteMatch =
  | { readonly kind: "route"; readonly route: ProviderRoute; readonly params: PathParams }
  | { readonly kind: "invalid-id" }
  | { readonly kind: "none" };

export type PathParams = Readonly<Record<string, string>>;

export type RouteMatcher = (adapter: ProviderAdapter, method: string, path: string) => RouteMatch;

/** Finds the declared route of a method and path. What is not declared is `none`: deny by default. */
export function createRouteMatcher(): RouteMatcher {
  const tables = new WeakMap<ProviderAdapter, RouteTable>();
  return (adapter, method, path) => {
    let table = tables.get(adapter);
    if (table === undefined) tables.set(adapter, (table = compileAll(adapter.routes)));
    const segments = path.split("/");
    const short = table.byShape.get(shape(method, segments.length)) ?? NO_ROUTES;
    const found = firstMatch(short, segments);
    if (found.kind !== "none" || table.long.size === 0) return found;
    return firstMatch(table.long.get(method) ?? NO_ROUTES, segments);
  };
}

function firstMatch(routes: readonly CompiledRoute[], segments: readonly string[]): RouteMatch {
  let miss = NONE;
  for (const compiled of routes) {
    const params = readParams(compiled, segments);
    if (params === "other") continue;
    if (params !== "invalid-id") return { kind: "route", route: compiled.route, params };
    miss = INVALID_ID;
  }
  return miss;
}

const NONE: RouteMatch = { kind: "none" };
const INVALID_ID: RouteMatch = { kind: "invalid-id" };
const NO_ROUTES: readonly CompiledRoute[] = [];

/** Routes with more literal text first, for they are the closer fit. */
interface RouteTable {
  /** By method and number of segments. */
  readonly byShape: ReadonlyMap<string, readonly CompiledRoute[]>;
  /** By method: those that have a parameter of several segments. */
  readonly long: ReadonlyMap<string, readonly CompiledRoute[]>;
}

function compileAll(routes: readonly ProviderRoute[]): RouteTable {
  const byShape = new Map<string, CompiledRoute[]>();
  const long = new Map<string, CompiledRoute[]>();
  const compiled = routes.map(compileRoute).toSorted((a, b) => b.literals - a.literals);
  for (const each of compiled) {
    const { method } = each.route;
    if (each.longAt !== -1) add(long, method, each);
    else add(byShape, shape(method, each.segments.length), each);
  }
  return { byShape, long };
}

function add(table: Map<string, CompiledRoute[]>, key: string, route: CompiledRoute): void {
  const same = table.get(key);
  if (same === undefined) table.set(key, [route]);
  else same.push(route);
}

function shape(method: string, segments: number): string {
  return `${method} ${segments}`;
}
