import type { Control } from "./control.ts";
import { parseControl } from "./control.ts";
import type { RouteName } from "./route.ts";

/** A fault for requests to come. */
export interface FaultOrder {
  /** Directives, written as in the `Simulator-Control` header. */
  readonly control: string;
  /** Only requests of this route; left out: every route. */
  readonly route?: RouteName;
  /** How many requests it hits before it is used up; left out: until it is cleared. */
  readonly count?: number;
  /** Share of the matching requests it hits, 0..1; left out: all. */
  readonly rate?: number;
}

export interface StandingFault extends FaultOrder {
  readonly id: number;
  readonly hits: number;
}

/** The faults that stand, in the order they were given. The first that matches applies. */
export interface FaultScript {
  add(order: FaultOrder): StandingFault;
  list(): StandingFault[];
  clear(): void;
  /** The control for the next request of a route; counts as a hit. */
  next(route: RouteName): Control | null;
}

/** Creates an empty script. `random` (in [0, 1)) decides about rates. */
export function createFaultScript(random: () => number): FaultScript {
  let standing: (FaultOrder & { id: number; hits: number; parsed: Control })[] = [];
  let lastId = 0;
  return {
    add(order) {
      lastId += 1;
      const fault = { ...order, id: lastId, hits: 0, parsed: parseControl(order.control) };
      standing.push(fault);
      return show(fault);
    },
    list: () => standing.map(show),
    clear() {
      standing = [];
    },
    next(route) {
      for (const fault of standing) {
        if (fault.route !== undefined && fault.route !== route) continue;
        if (fault.count !== undefined && fault.hits >= fault.count) continue;
        if (fault.rate !== undefined && random() >= fault.rate) continue;
        fault.hits += 1;
        return fault.parsed;
      }
      return null;
    },
  };
}

function show(fault: StandingFault & { readonly parsed: Control }): StandingFault {
  const { parsed: _parsed, ...shown } = fault;
  return shown;
}
