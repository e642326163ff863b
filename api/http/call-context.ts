import type { Caller } from "../auth/caller.ts";
import type { ApiDeps } from "../deps.ts";

/** What a verb gets besides its input: who calls, and the connections. Everything it reads is bound to the caller's workspace. */
export interface CallContext {
  readonly deps: ApiDeps;
  readonly caller: Caller;
  readonly workspaceId: string;
  readonly requestId: string;
  readonly ip: string | null;
  /** The instant of the call, ms: one call sees one time. */
  readonly nowMs: number;
  /** Mints a UUIDv7 at `nowMs`. */
  newId(): string;
}
