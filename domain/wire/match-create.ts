import type { WireRoute } from "./wire-schema.ts";

export interface MatchedCreate {
  readonly route: WireRoute;
  readonly pathParams: Readonly<Record<string, string>>;
}

/** The create that a path is a call of; null when it is none. */
export function matchCreate(routes: readonly WireRoute[], path: string): MatchedCreate | null {
  for (const route of routes) {
    const pathParams = route.kind === "create" ? paramsIn(route.path, path) : null;
    if (pathParams !== null) return { route, pathParams };
  }
  return null;
}

const PARAMETER = /^\{([a-z][a-z0-9_]*)\}(.*)$/;

function paramsIn(declared: string, path: string): Record<string, string> | null {
  const wanted = declared.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? "";
    const [, name, suffix = ""] = PARAMETER.exec(segment) ?? [];
    if (name === undefined) {
      if (text !== segment) return null;
    } else {
      const value = text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : "";
      if (value === "") return null;
      params[name] = value;
    }
  }
  return params;
}
