import type { LookupFunction } from "node:net";
import type { Currency } from "../../domain/money.ts";
import type { Directory } from "../directory.ts";
import type { ClosedReason } from "../../domain/quota/gate.ts";
import type { PlannedHold, PlannedLimit, UnknownAmount } from "../../domain/quota/plan-holds.ts";
import type { JobBook, NewJob } from "../job-book.ts";
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
  | { readonly kind: "hold"; readonly holds: readonly PlannedHold[] }
  /** A binding rule applies and nothing says how much the job takes: what can't be held is refused. */
  | {
      readonly kind: "unknown_amount";
      readonly rule: PlannedLimit;
      readonly reason: UnknownAmount;
    }
  /** The roll-out has not reached the caller. */
  | { readonly kind: "closed"; readonly feature: string; readonly because: ClosedReason }
  | {
      readonly kind: "blocked";
      readonly user: string;
      readonly untilMs: number | null;
    };

/** Whether a job may be made at all, which quota rules apply to it and how much each must set aside. */
export interface AdmissionPolicy {
  holdsFor(job: NewJob): AdmissionDecision;
}

/** Where clients want to be called when their jobs end. */
export interface CallbackBook {
  /** Notes it before the create is sent; durable when it resolves. @throws BooksUnavailableError */
  open(callback: {
    readonly generationId: string;
    readonly workspaceId: string;
    readonly upstreamId: string;
    /** What only the provider is told. */
    readonly token: string;
    readonly url: URL;
  }): Promise<void>;
  /** The create was not admitted. Never rejects: what stays behind goes with its age. */
  forget(generationId: string): Promise<void>;
}

export interface ProxyDeps {
  readonly directory: Directory;
  readonly jobBook: JobBook;
  readonly objectOwners: ObjectOwners;
  readonly callbacks: CallbackBook;
  readonly requestLog: RequestLog;
  readonly providers: ProviderRegistry;
  readonly policy: AdmissionPolicy;
  /** Of cost limits. */
  readonly reportingCurrency: Currency;
  /** ms since the epoch. */
  readonly clock: () => number;
  /** The time at which creates are admitted, ms: all processes' same one. */
  readonly booksClock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly limits: ProxyLimits;
  /** Where clients reach this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly log: ProxyLog;
  /** Resolves upstream host names; every address it gives is checked. Default: the system's. */
  readonly lookup?: LookupFunction;
}
