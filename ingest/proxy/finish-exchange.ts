import type { Caller, Exchange } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { NONE } from "../../domain/attribution-fields.ts";

/** As much as is known of who called, when the exchange ends. */
export type Ended = Pick<Caller, "key" | "workspace"> & {
  readonly upstream: Caller["upstream"] | null;
  readonly route: Caller["route"] | null;
};

/** How an exchange ended that has no answer of its own: a websocket. */
export interface Ending {
  readonly status: number;
  readonly clientAborted: boolean;
}

/** Writes the request's record and its one log line. Nothing of a credential, a query or a body is in either. */
export function finishExchange(
  context: ProxyContext,
  exchange: Exchange,
  ended: Ended | null,
  { status, clientAborted }: Ending = endingOf(exchange),
): void {
  const { incoming } = exchange;
  const durationMs = context.clock() - exchange.startedAtMs;
  const route = ended?.route?.path ?? "";
  if (ended !== null) {
    context.requestLog.record({
      requestId: exchange.requestId,
      workspaceId: ended.workspace.id,
      atMs: exchange.startedAtMs,
      keyId: ended.key.id,
      upstream: ended.upstream?.slug ?? "",
      provider: ended.upstream?.provider ?? "",
      method: incoming.method ?? "",
      route,
      status,
      generationId: exchange.generationId,
      providerJobId: exchange.providerJobId,
      feature: exchange.attribution?.feature ?? NONE,
      userId: exchange.attribution?.user ?? NONE,
      durationMs,
      upstreamMs: exchange.upstreamMs,
      bytesIn: exchange.bytesIn,
      bytesOut: exchange.bytesOut,
      errorCode: exchange.errorCode,
      clientAborted,
      retryCount: retryCount(incoming.headers["x-stainless-retry-count"]),
      retainDays: ended.workspace.requestRetentionDays,
    });
  }
  const level = ended?.route?.kind === "create" ? "info" : "debug";
  if (!context.log.isLevelEnabled(level)) return;
  context.log[level](
    {
      request_id: exchange.requestId,
      workspace: ended?.workspace.id,
      key: ended?.key.id,
      upstream: ended?.upstream?.slug,
      method: incoming.method,
      route,
      status,
      error: exchange.errorCode === "" ? undefined : exchange.errorCode,
      generation_id: exchange.generationId ?? undefined,
      provider_job_id: exchange.providerJobId ?? undefined,
      duration_ms: durationMs,
      upstream_ms: exchange.upstreamMs ?? undefined,
      bytes_in: exchange.bytesIn,
      bytes_out: exchange.bytesOut,
      client_aborted: clientAborted || undefined,
    },
    "proxied",
  );
}

function endingOf({ outgoing, errorCode }: Exchange): Ending {
  return {
    status: outgoing.headersSent ? outgoing.statusCode : 0,
    clientAborted: !outgoing.writableFinished && errorCode === "",
  };
}

const MAX_RETRY_COUNT = 255;

function retryCount(header: string | string[] | undefined): number {
  const count = Number(header ?? 0);
  return Number.isInteger(count) && count >= 0 ? Math.min(count, MAX_RETRY_COUNT) : 0;
}
