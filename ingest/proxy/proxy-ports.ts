import type { LookupFunction } from "node:net";
import type { Directory } from "../directory.ts";
import type { HoldRequest, JobBook, NewJob } from "../job-book.ts";
import type { ObjectOwners } from "../object-owners.ts";
import type { ProviderRegistry } from "../providers/registry.ts";
import type { RequestLog } from "../request-log.ts";
import type { ProxyLimits } from "./proxy-limits.ts";

/** The part of a pino logger that the proxy uses. */
export interface ProxyLog {
  isLevelEnabled(level: string): boolean;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type AdmissionDecision =
  | { readonly kind: "hold"; readonly holds: readonly HoldRequest[] }
  /** A rule on cost applies and nothing says what the job costs: what can't be held is refused. */
  | { readonly kind: "unpriced"; readonly ruleId: string };

/** Which quota rules apply to a job and how much each must set aside. */
export interface AdmissionPolicy {
  holdsFor(job: NewJob): AdmissionDecision;
}

/** No rules at all. */
export const openPolicy: AdmissionPolicy = {
  holdsFor: () => ({ kind: "hold", holds: [] }),
};

export interface ProxyDeps {
  readonly directory: Directory;
  readonly jobBook: JobBook;
  readonly objectOwners: ObjectOwners;
  readonly requestLog: RequestLog;
  readonly providers: ProviderRegistry;
  readonly policy: AdmissionPolicy;
  /** ms since the epoch. */
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly limits: ProxyLimits;
  readonly log: ProxyLog;
  /** Resolves upstream host names; every address it gives is checked. Default: the system's. */
  readonly lookup?: LookupFunction;
}
