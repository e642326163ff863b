import type { ProviderAdapter } from "./adapter.ts";

/** The status of an answer, or, for an error that came as a success, the one that its body stands for. */
export function meantStatus(adapter: ProviderAdapter, status: number, body: unknown): number {
  if (adapter.errorStatusOf === undefined || status < 200 || status >= 300) return status;
  return adapter.errorStatusOf(body) ?? status;
}

/** True when an answer of this status is news of the job that was asked for. */
export function isTold(adapter: ProviderAdapter, status: number): boolean {
  if (status >= 200 && status < 300) return true;
  return adapter.errorsTell === true && status >= 400 && status !== 404;
}
