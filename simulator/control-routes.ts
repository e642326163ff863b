import { z } from "zod";
import { type Answer, type Planned, jsonAnswer, plainDelivery } from "./answer.ts";
import type { ControlSurface } from "./control-surface.ts";
import type { Inbound } from "./inbound.ts";
import { Refusal, invalidParameter, notFound, refusalAnswer } from "./refusal.ts";
import { routeNames } from "./route.ts";

/** Where the control routes live. They take no key, and no faults hit them. */
export const controlPrefix = "/__simulator";

const maxControlBodyBytes = 64 * 1024;

const faultOrder = z.strictObject({
  control: z.string().min(1).max(2_000),
  route: z.enum(routeNames).optional(),
  count: z.int().min(1).max(1_000_000).optional(),
  rate: z.number().min(0).max(1).optional(),
});

const jobOrder = z.strictObject({
  outcome: z.enum(["completed", "failed", "blocked", "lost", "stuck"]),
  error: z.string().min(1).max(100).optional(),
});

/** Answers one request below `/__simulator`. */
export async function handleControl(surface: ControlSurface, inbound: Inbound): Promise<Planned> {
  const answer = await answerControl(surface, inbound).catch((fault: unknown) => {
    if (fault instanceof Refusal) return refusalAnswer(fault.parts);
    throw fault;
  });
  return { answer, delivery: plainDelivery, withoutBody: false, onDone: null };
}

async function answerControl(surface: ControlSurface, inbound: Inbound): Promise<Answer> {
  const { pathname, searchParams } = new URL(inbound.target, "http://simulator");
  const path = pathname.slice(controlPrefix.length);
  const call = `${inbound.method} ${path}`;
  const jobId = /^POST \/jobs\/([\w-]+)$/.exec(call)?.[1];
  if (jobId !== undefined) return endJob(surface, jobId, await readOrder(inbound, jobOrder));
  switch (call) {
    case "GET /ledger":
      return jsonAnswer(200, {
        jobs: surface.ledger(),
        counters: surface.counters(),
        webhookAttempts: surface.webhookAttempts(),
      });
    case "GET /requests":
      return jsonAnswer(200, { requests: surface.requests(readLimit(searchParams.get("limit"))) });
    case "GET /faults":
      return jsonAnswer(200, { faults: surface.faults() });
    case "POST /faults":
      return jsonAnswer(
        201,
        surface.addFault(withoutUndefined(await readOrder(inbound, faultOrder))),
      );
    case "DELETE /faults":
      surface.clearFaults();
      return jsonAnswer(200, { faults: [] });
    case "POST /reset":
      surface.reset();
      return jsonAnswer(200, { reset: true });
    default:
      throw notFound(`Unknown control call: ${inbound.method} ${pathname}. See the README.`);
  }
}

function endJob(surface: ControlSurface, id: string, order: z.infer<typeof jobOrder>): Answer {
  if (!surface.endJob(id, order.outcome, order.error)) throw notFound(`No job with id '${id}'.`);
  return jsonAnswer(
    200,
    surface.ledger().find((entry) => entry.id === id),
  );
}

function readLimit(text: string | null): number | undefined {
  if (text === null) return undefined;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw invalidParameter("limit", "invalid_value", "'limit' must be a positive integer.");
}

async function readOrder<T>(inbound: Inbound, schema: z.ZodType<T>): Promise<T> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of inbound.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxControlBodyBytes) break;
    parts.push(part);
  }
  const parsed = schema.safeParse(parseJson(Buffer.concat(parts).toString("utf8")));
  if (parsed.success) return parsed.data;
  throw invalidParameter("body", "invalid_order", z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) {
      throw invalidParameter("body", "invalid_json", "The request body is not valid JSON.");
    }
    throw fault;
  }
}

/** Zod leaves optional members as `undefined`; the surface wants them absent. */
function withoutUndefined(
  order: z.infer<typeof faultOrder>,
): Parameters<ControlSurface["addFault"]>[0] {
  const { control, route, count, rate } = order;
  return {
    control,
    ...(route === undefined ? {} : { route }),
    ...(count === undefined ? {} : { count }),
    ...(rate === undefined ? {} : { rate }),
  };
}
