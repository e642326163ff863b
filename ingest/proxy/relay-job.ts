import { FINAL_STATES } from "../../domain/generation.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import type { KnownJob } from "../job-book.ts";
import { dispatchRelay } from "./dispatch-relay.ts";
import type { Call } from "./exchange.ts";
import { ownBody } from "./own-answer.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { NOTHING_KNOWN } from "../../domain/observation.ts";
import { FILE } from "../providers/provider-route.ts";
import { readJobId } from "./read-job-id.ts";
import { unknownObject } from "./refusals.ts";
import { settledWithin } from "../settled-within.ts";
import { refuse } from "./send-answer.ts";

/**
 * Retrieve, cancel, delete and content of one job, named by its own id or by that of a file it made: passed on when the
 * job is the caller's, observed as it passes.
 * @throws BooksUnavailableError
 */
export async function relayJob(context: ProxyContext, call: Call): Promise<void> {
  const { key, upstream, adapter, route } = call.caller;
  const named = await readJobId(call, context.limits);
  if (named.kind === "gone") return;
  if (named.kind === "denied") {
    refuse(call, adapter, named.denial);
    return;
  }
  const { id, body } = named;
  const ofFile = route.object === FILE;
  if (!ofFile) call.providerJobId = id;
  const job = ofFile
    ? await context.jobBook.findByFile(key.workspaceId, upstream.id, id)
    : await context.jobBook.find(key.workspaceId, upstream.id, id);
  if (job === null) {
    refuse(call, adapter, unknownObject(route.object ?? "job", id));
    return;
  }
  call.generationId = job.generationId;
  call.providerJobId = job.providerJobId;
  if (route.kind === "content") relayContent(context, call, job);
  else relayAnswer(context, call, job, body);
}

function relayAnswer(context: ProxyContext, call: Call, job: KnownJob, body: Buffer | null): void {
  const { limits } = context;
  const hasUrls = call.caller.adapter.urlsOf !== null;
  const { kind, streams } = call.caller.route;
  const source = kind === "delete" || kind === "cancel" ? kind : "poll";
  dispatchRelay(context, call, {
    body,
    headersMs: limits.pollHeadersMs,
    bodyIdleMs: streams === true ? limits.streamIdleMs : limits.pollBodyIdleMs,
    clientIdleMs: 0,
    maxJsonBytes: limits.maxAnswerBytes,
    ...(hasUrls ? { bodyInstead: (tap) => ownBody(context, call, tap.plain()) } : {}),
    onAnswered(status, tap) {
      if (tap === null) return null;
      const seen = context.readerOf(call.caller.adapter).read(job, source, status, tap);
      if (seen === null) return null;
      const ends = !isFinal(job.state) && ENDING.has(seen.status);
      const written = context.jobBook.observe(job, seen);
      // Whoever is told of a file may fetch it at once, through another process too.
      return ends || seen.fileIds !== undefined
        ? settledWithin(written, context.limits.settleWaitMs)
        : null;
    },
  });
}

/** A client that hears of its clip's end may ask for the next one at once: what this one held must be free by then. */
const ENDING: ReadonlySet<string> = new Set([...FINAL_STATES, "deleted"]);

function relayContent(context: ProxyContext, call: Call, job: KnownJob): void {
  const { limits, jobBook } = context;
  const isVideo = (new URLSearchParams(call.caller.query).get("variant") ?? "video") === "video";
  if (isVideo) {
    call.outgoing.once("close", () => {
      if (!wasHandedOut(call)) return;
      const atMs = context.clock();
      const { adapter, route } = call.caller;
      // A file is known by an answer that said more about the job than its download does.
      if (!isFinal(job.state) && !adapter.namesCost && route.object !== FILE) {
        const observation = { ...NOTHING_KNOWN, source: "content", seenAtMs: atMs } as const;
        void jobBook.observe(job, { ...observation, status: "succeeded" });
      }
      void jobBook.downloaded(job, atMs);
    });
  }
  dispatchRelay(context, call, {
    body: null,
    headersMs: limits.pollHeadersMs,
    bodyIdleMs: limits.contentIdleMs,
    clientIdleMs: limits.contentIdleMs,
    maxJsonBytes: 0,
  });
}

/** Full or in part, to the end or not: some of the clip reached the client, or the address where it lies did. */
function wasHandedOut({ outgoing, bytesOut }: Call): boolean {
  const { statusCode } = outgoing;
  if (statusCode === 200 || statusCode === 206) return bytesOut > 0;
  return REDIRECTS.has(statusCode);
}

const REDIRECTS: ReadonlySet<number> = new Set([302, 303, 307]);
