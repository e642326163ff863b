import { type Answer, type Delivery, type Planned, plainDelivery } from "./answer.ts";
import { outcomeNamed } from "./accept-job.ts";
import { authorize } from "./authorize.ts";
import { bendAnswer, scriptedError } from "./bend-answer.ts";
import { changeOutcome } from "./change-outcome.ts";
import { type Control, parseControl } from "./control.ts";
import type { Engine } from "./engine.ts";
import type { Inbound } from "./inbound.ts";
import type { Job } from "./job.ts";
import type { Call } from "./call.ts";
import { perform } from "./perform.ts";
import { type ReadBody, readBody } from "./read-body.ts";
import { Refusal, refusalAnswer } from "./refusal.ts";
import type { OpenRecord } from "./request-log.ts";
import { type Route, matchRoute } from "./route.ts";
import { drawHex } from "./seeded-random.ts";

const noQuery = new URLSearchParams();
const noControl: Control = {};
const noFiles: ReadonlyMap<string, number> = new Map();

/**
 * Answers one call of the API, faults included. Null when the client left while it sent its body:
 * nothing was carried out and there is nobody to answer.
 */
export async function handle(engine: Engine, inbound: Inbound): Promise<Planned | null> {
  const mark = inbound.target.indexOf("?");
  const path = mark === -1 ? inbound.target : inbound.target.slice(0, mark);
  const route = matchRoute(inbound.method, path);
  const record = openRecord(engine, inbound, route);
  const control = readControl(engine, inbound, route);
  if (control instanceof Refusal) return plan(engine, record, refusalAnswer(control.parts));
  if (control !== noControl) engine.log.counters.faultedRequests += 1;
  if (control.cut === "upload") return plan(engine, record, noAnswer, { control });

  const body = await receive(engine, inbound, record);
  if (body === "left") return null;
  const query = mark === -1 ? noQuery : new URLSearchParams(inbound.target.slice(mark + 1));
  const answer = isCarriedOut(control)
    ? carryOut(engine, { route, inbound, query, body, record, control })
    : noAnswer;
  const shown = control.status === undefined ? answer : scriptedError(control.status, control);
  const job = route.name === "content" ? engine.store.find(route.id) : null;
  return plan(engine, record, control === noControl ? shown : bendAnswer(shown, control), {
    control,
    withoutBody: inbound.method === "HEAD",
    job,
  });
}

const noAnswer: Answer = { status: 502, headers: {}, body: "" };

function openRecord(engine: Engine, inbound: Inbound, route: Route): OpenRecord {
  const record: OpenRecord = {
    atMs: engine.settings.clock(),
    requestId: `req_${drawHex(engine.requestIds, 24)}`,
    method: inbound.method,
    target: inbound.target,
    route: route.name,
    rawHeaders: inbound.rawHeaders,
    fields: [],
    files: noFiles,
    bodyBytes: 0,
    bodySha256: null,
    status: null,
  };
  engine.log.open(record);
  return record;
}

/** The request's own directives over those of the first standing fault that matches it. */
function readControl(engine: Engine, inbound: Inbound, route: Route): Control | Refusal {
  const standing = engine.faults.next(route.name);
  const header = inbound.header("simulator-control");
  if (header === null) return standing ?? noControl;
  try {
    return { ...standing, ...parseControl(header) };
  } catch (fault) {
    if (fault instanceof Refusal) return fault;
    throw fault;
  }
}

async function receive(
  engine: Engine,
  inbound: Inbound,
  record: OpenRecord,
): Promise<ReadBody | null | "left"> {
  if (inbound.body === null) return null;
  const contentType = inbound.header("content-type") ?? "";
  const read = await readBody(inbound.body, contentType, engine.settings.maxBodyBytes).catch(
    // Reading fails for one reason only, see `readBody`.
    () => "left" as const,
  );
  if (read === "left") {
    engine.log.counters.cancelledUploads += 1;
    return read;
  }
  record.fields = [...read.fields.keys()];
  record.files = read.files;
  record.bodyBytes = read.bytes;
  record.bodySha256 = read.sha256;
  return read;
}

/** Faults that stand for a server which never got to the work leave the work undone. */
function isCarriedOut(control: Control): boolean {
  if (control.accept !== undefined) return control.accept;
  return control.status === undefined && control.hang !== "headers" && control.cut !== "before";
}

function carryOut(
  engine: Engine,
  facts: Omit<Call, "carrier"> & { readonly record: OpenRecord; readonly control: Control },
): Answer {
  const { route, inbound, body, record, control } = facts;
  try {
    const key = authorize(inbound.header("authorization"), engine.settings.apiKeys);
    if (control.job !== undefined && route.id !== "" && route.name !== "remix") {
      const job = engine.store.find(route.id);
      const code = control.error ?? engine.settings.failureCode;
      if (job !== null) changeOutcome(engine, job, outcomeNamed(control.job, code));
    }
    const bytesReceived = body?.bytes ?? 0;
    const fileBytes = [...(body?.files.values() ?? [])].reduce((sum, each) => sum + each, 0);
    const { requestId } = record;
    const carrier = { key, requestId, bytesReceived, fileBytes, control };
    return perform(engine, { ...facts, carrier });
  } catch (fault) {
    if (fault instanceof Refusal) return refusalAnswer(fault.parts);
    throw fault;
  }
}

interface PlanParts {
  readonly control?: Control;
  readonly withoutBody?: boolean;
  /** The job whose content is answered. */
  readonly job?: Job | null;
}

function plan(engine: Engine, record: OpenRecord, answer: Answer, parts: PlanParts = {}): Planned {
  const { control = noControl, withoutBody = false, job = null } = parts;
  const delivery = control === noControl ? plainDelivery : planDelivery(control);
  const isDownload =
    job !== null && !withoutBody && (answer.status === 200 || answer.status === 206);
  engine.log.answered(record, answer.status);
  return {
    answer: { ...answer, headers: { ...answer.headers, "x-request-id": record.requestId } },
    delivery,
    withoutBody,
    onDone: isDownload ? (sent, complete) => countDownload(engine, job, sent, complete) : null,
  };
}

function planDelivery(control: Control): Delivery {
  const latencyMs = control.latency ?? 0;
  const atByte = control.at ?? null;
  if (control.hang !== undefined) return { latencyMs, fault: `hang-${control.hang}`, atByte };
  if (control.cut === undefined) return { latencyMs, fault: "none", atByte };
  return { latencyMs, fault: control.cut === "body" ? "cut-body" : "cut-before", atByte };
}

function countDownload(engine: Engine, job: Job, sentBytes: number, complete: boolean): void {
  job.bytesServed += sentBytes;
  if (complete) job.downloads += 1;
  else {
    job.abortedDownloads += 1;
    engine.log.counters.abortedDownloads += 1;
  }
  engine.store.changed(job);
}
