import type { KnownJob } from "../job-book.ts";
import type { ListReport, ListWire } from "../providers/optional-wires.ts";
import { upstreamPath } from "../providers/upstream-path.ts";
import { answerHeaders } from "./answer-headers.ts";
import { callUpstream, type UpstreamAnswer } from "./call-upstream.ts";
import { faultDenials } from "./dispatch-relay.ts";
import { clientGone, type Call } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { denials, unknownObject } from "./refusals.ts";
import { refuse, sendWhole } from "./send-answer.ts";
import { upstreamHeaders } from "./upstream-headers.ts";

/** Pages after the first are only read to find own jobs among those of other workspaces. */
const SCAN_LIMIT = 100;

interface Page {
  readonly answer: Extract<UpstreamAnswer, { kind: "answer" }>;
  readonly report: ListReport;
}

/**
 * Lists the workspace's own jobs, also where several workspaces share the upstream account: pages are read
 * until one more own job than asked for is found, or the account's end. Every own job seen is observed.
 */
export async function listJobs(context: ProxyContext, call: Call): Promise<void> {
  const { adapter, query, key, upstream } = call.caller;
  const wire = adapter.list;
  if (wire === null) {
    refuse(call, adapter, denials.unknownRoute);
    return;
  }
  const asked = wire.readQuery(query);
  if (asked.after !== null) {
    const cursor = await context.jobBook.find(key.workspaceId, upstream.id, asked.after);
    if (cursor === null) {
      refuse(call, adapter, unknownObject("job", asked.after));
      return;
    }
  }

  const pages: Page[] = [];
  const own = new Map<string, KnownJob>();
  let more = true;
  for (let next = query; more && own.size <= asked.limit && !clientGone(call);) {
    if (pages.length === context.limits.maxListPages) break;
    const page = await fetchPage(context, call, wire, next);
    if (page === null) return;
    pages.push(page);
    await collectOwn(context, call, page.report, own);
    const last = page.report.ids.at(-1);
    more = page.report.hasMore && last !== undefined;
    next = wire.writeQuery(query, { after: last ?? null, limit: SCAN_LIMIT });
  }
  if (more && own.size === 0) refuse(call, adapter, denials.listIncomplete);
  else {
    const ids = [...own.keys()].slice(0, asked.limit);
    sendList(call, wire, pages, ids, more || own.size > asked.limit);
  }
}

/** One page; null when the client has its answer already, because the upstream gave no list. */
async function fetchPage(
  context: ProxyContext,
  call: Call,
  wire: ListWire,
  query: string,
): Promise<Page | null> {
  const { adapter, upstream, route } = call.caller;
  const { limits } = context;
  const path = upstreamPath(upstream.baseUrl, route.path);
  const answer = await callUpstream(context.pools.for(upstream), {
    method: "GET",
    path: query === "" ? path : `${path}?${query}`,
    headers: upstreamHeaders(call.caller),
    body: null,
    headersMs: limits.pollHeadersMs,
    answerMs: limits.pollBodyIdleMs,
    maxAnswerBytes: limits.maxListPageBytes,
    clock: context.clock,
  });
  if (answer.kind === "overloaded") {
    refuse(call, adapter, { ...denials.overloaded, retryAfterSeconds: limits.retryAfterSeconds });
    return null;
  }
  if (answer.kind === "fault") {
    refuse(call, adapter, faultDenials[answer.fault]);
    return null;
  }
  call.upstreamMs ??= answer.atMs - call.startedAtMs;
  const report = wire.observe(answer.json, "list", context.clock());
  if (report !== null && answer.status === 200) return { answer, report };
  if (answer.status >= 300) {
    sendWhole(call, answer.status, unsized(answer.headers), answer.body);
  } else {
    // Unread it could show other workspaces' jobs.
    refuse(call, adapter, denials.broken);
  }
  return null;
}

async function collectOwn(
  context: ProxyContext,
  call: Call,
  report: ListReport,
  own: Map<string, KnownJob>,
): Promise<void> {
  const { key, upstream } = call.caller;
  const found = await context.jobBook.findMany(key.workspaceId, upstream.id, report.ids);
  for (const id of report.ids) {
    const job = found.get(id);
    if (job !== undefined) own.set(id, job);
  }
  for (const { providerJobId, observation } of report.jobs) {
    const job = found.get(providerJobId);
    if (job !== undefined) void context.jobBook.observe(job, observation);
  }
}

function sendList(
  call: Call,
  wire: ListWire,
  pages: readonly Page[],
  ids: readonly string[],
  hasMore: boolean,
): void {
  const [first] = pages;
  if (first === undefined) return;
  const headers = unsized(first.answer.headers);
  const untouched =
    first.report.hasMore === hasMore &&
    first.report.ids.length === ids.length &&
    first.report.ids.every((id, index) => id === ids[index]);
  if (untouched) {
    sendWhole(call, 200, headers, first.answer.body);
    return;
  }
  const kept = new Set(ids);
  const bodies = pages.map((page) => page.answer.json);
  const list = wire.rewrite(bodies, (id) => kept.has(id), { hasMore });
  const plain = without(headers, ["content-encoding", "etag", "content-md5", "digest"]);
  sendWhole(call, 200, plain, Buffer.from(JSON.stringify(list)));
}

/** The upstream's headers without its length: the body's own is set when it is sent. */
function unsized(headers: Page["answer"]["headers"]): string[] {
  return without(answerHeaders(headers), ["content-length"]);
}

function without(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, index) => !names.includes(headers[index - (index % 2)] ?? ""));
}
