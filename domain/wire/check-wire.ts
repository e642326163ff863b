import type { Wire, WireRoute, WireSaid } from "./wire-schema.ts";
import { paramsOf } from "./wire-address.ts";

export interface WireFault {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

/** What doesn't fit together in a wire whose parts are all well formed. */
export function checkWire(wire: Wire): readonly WireFault[] {
  return [
    ...routesFaults(wire.routes),
    ...pollFaults(wire),
    ...requestFaults(wire),
    ...answerFaults(wire.answer),
    ...errorFaults(wire.error),
  ];
}

function routesFaults(routes: readonly WireRoute[]): WireFault[] {
  const faults = routes.flatMap((route, index) => routeFaults(route, ["routes", index]));
  const creates = routes.filter(({ kind }) => kind === "create");
  if (creates.length === 0) {
    faults.push({ at: ["routes"], message: "must have a route of the kind create" });
  }
  // What a blocking create's answer doesn't tell, nobody can be asked for.
  const asks = creates.some(({ blocking }) => blocking !== true);
  if (asks && !routes.some(({ kind }) => kind === "retrieve")) {
    faults.push({ at: ["routes"], message: "must have a route of the kind retrieve" });
  }
  const seen = new Map<string, number>();
  for (const [index, { method, path }] of routes.entries()) {
    const shape = `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
    const first = seen.get(shape);
    if (first === undefined) seen.set(shape, index);
    else {
      faults.push({
        at: ["routes", index, "path"],
        message: `is the same call as routes.${first}`,
      });
    }
  }
  return faults;
}

function routeFaults(route: WireRoute, at: readonly (string | number)[]): WireFault[] {
  const params = paramsOf(route.path);
  if (route.kind === "create") {
    if (route.method !== "POST") return [{ at: [...at, "method"], message: "must be POST" }];
    return route.job_id === undefined
      ? []
      : [{ at: [...at, "job_id"], message: "is for calls about a job that there is" }];
  }
  const faults: WireFault[] = [];
  if (route.operation !== undefined) {
    faults.push({ at: [...at, "operation"], message: "is for routes of the kind create" });
  }
  if (route.blocking !== undefined) {
    faults.push({ at: [...at, "blocking"], message: "is for routes of the kind create" });
  }
  const known = route.job_id === undefined ? params.includes("id") : !params.includes("id");
  if (!known) {
    const message =
      route.job_id === undefined
        ? "must have an {id}, or job_id must say where the job's id stands"
        : "must not have an {id} where job_id says where it stands";
    faults.push({ at: [...at, "path"], message });
  }
  if (route.job_id?.in === "body" && route.method !== "POST") {
    faults.push({ at: [...at, "method"], message: "must be POST for an id in the body" });
  }
  if (route.kind === "retrieve") {
    if (route.method !== "GET" && route.method !== "POST") {
      faults.push({ at: [...at, "method"], message: "must be GET or POST" });
    }
  }
  if (route.kind === "content" && route.method !== "GET") {
    faults.push({ at: [...at, "method"], message: "must be GET" });
  }
  return faults;
}

/**
 * The worker asks by these routes too and knows the job's id and its model, and a model is safe in a path only where it
 * came in one.
 */
function pollFaults({ routes, request: { model } }: Wire): WireFault[] {
  const creates = routes.filter(({ kind }) => kind === "create");
  const inPath =
    model.param === "model" &&
    model.field === undefined &&
    creates.every(({ path }) => paramsOf(path).includes("model"));
  return routes.flatMap(({ kind, path }, index) => {
    const unknown = paramsOf(path).some((name) => name !== "id" && !(inPath && name === "model"));
    if (kind !== "retrieve" || !unknown) return [];
    const message =
      "may have no parameters but {id}, and {model} where request.model is that parameter of every create";
    return [{ at: ["routes", index, "path"], message }];
  });
}

function requestFaults({ request, routes }: Wire): WireFault[] {
  const creates = routes.filter(({ kind }) => kind === "create");
  const named: [string, WireSaid | undefined][] = [
    ["model", request.model],
    ["resolution", request.resolution],
    ["seconds", request.seconds],
    ["audio", request.audio],
    ...Object.entries(request.dimensions).map(([name, said]): [string, WireSaid] => [
      `dimensions.${name}`,
      said,
    ]),
  ];
  return named.flatMap(([name, said]) => {
    const param = said?.param;
    if (param === undefined || creates.some(({ path }) => paramsOf(path).includes(param)))
      return [];
    const at = ["request", ...name.split("."), "param"];
    return [{ at, message: "must be a parameter of a create's path" }];
  });
}

function answerFaults({ states, cost }: Wire["answer"]): WireFault[] {
  const faults: WireFault[] = [];
  if (!Object.values(states).includes("succeeded")) {
    faults.push({ at: ["answer", "states"], message: "must say which state is succeeded" });
  }
  if (cost !== undefined && (cost.currency === undefined) === (cost.currency_path === undefined)) {
    faults.push({ at: ["answer", "cost"], message: "must have either currency or currency_path" });
  }
  return faults;
}

/** A refusal of ours is written to both places. */
function errorFaults({ code, message }: Wire["error"]): WireFault[] {
  if (
    code === undefined ||
    (!`${message}.`.startsWith(`${code}.`) && !`${code}.`.startsWith(`${message}.`))
  ) {
    return [];
  }
  return [{ at: ["error", "code"], message: "must stand beside the message, not in it" }];
}
