import type { z } from "@hono/zod-openapi";
import { pricesOfModel } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import type { Cost } from "../../domain/generation.ts";
import { formatNano, type Nano } from "../../domain/money.ts";
import { matchCreate, type MatchedCreate } from "../../domain/wire/match-create.ts";
import type { WireAnswer } from "../../domain/wire/read-wire-answer.ts";
import { textAt } from "../../domain/wire/read-wire-answer.ts";
import { rehearseWire, type Rehearsed, type WireStep } from "../../domain/wire/rehearse-wire.ts";
import { wireFields, wireIntent } from "../../domain/wire/wire-intent.ts";
import type { CheckWireAnswer, checkWireInput } from "../contract/check-wire.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

type Input = z.output<typeof checkWireInput>;

/** What would be booked of a create and its answers on a wire, at the workspace's prices. Stores and sends nothing. */
export async function checkWire(ctx: CallContext, input: Input): Promise<CheckWireAnswer> {
  const { wire } = input;
  const { route, pathParams } = createOf(input);
  const names = [...wireFields(wire), ...(wire.request.prompt ? [wire.request.prompt.field] : [])];
  const values = new Map(
    names.flatMap((name) => {
      const text = textAt(input.request.body, name);
      return text === null ? [] : [[name, text] as const];
    }),
  );
  const { operation = "create", blocking = false } = route;
  const create = { operation, blocking, values, pathParams };
  const { model } = wireIntent(wire, create);
  const rows = await pricesOfModel(ctx.deps.pg.drizzle, ctx.workspaceId, {
    provider: wire.provider,
    model,
  });
  const prices = rows.flatMap((row) => priceVersion(row) ?? []);
  const rehearsed = rehearseWire({
    wire,
    create,
    answers: input.answers.map(readAnswer),
    pricesOf: () => prices,
    nowMs: ctx.nowMs,
    reportingCurrency: ctx.deps.currency,
  });
  return show(wire.provider, rehearsed);
}

function createOf({ wire, request }: Input): MatchedCreate {
  const first = wire.routes.find(({ kind }) => kind === "create")?.path ?? "";
  const matched = matchCreate(wire.routes, request.path ?? first);
  if (matched !== null) return matched;
  throw invalidField("request.path", "is no create of this wire");
}

/** Numbers are exact up to fifteen digits here: the document has made floats of them. */
function readAnswer({ status, body }: Input["answers"][number]): WireAnswer {
  return { status, body, numberText: (path) => textAt(body, path) };
}

function show(
  provider: string,
  { intent, estimate, providerJobId, steps, job, failure }: Rehearsed,
) {
  return {
    provider,
    model: intent.model,
    resolution: intent.resolution,
    requested_seconds: decimalOf(intent.requestedSeconds),
    audio: intent.audio,
    dimensions: { ...intent.dimensions },
    estimate: showCost(estimate),
    answers: steps.map(showStep),
    booked: {
      provider_job_id: providerJobId,
      state: job.state,
      cost: showCost(job.cost),
      video_seconds: decimalOf(job.videoSeconds),
      gpu_ms: job.gpu?.ms ?? null,
      failure_kind: failure?.kind ?? null,
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
    },
  };
}

function showStep(step: WireStep): CheckWireAnswer["answers"][number] {
  switch (step.kind) {
    case "seen": {
      const { progress } = step.observation;
      return { says: "seen", state: step.state, progress, detail: null };
    }
    case "refused":
      return {
        says: "refused",
        state: null,
        progress: null,
        detail: `${step.code}: ${step.message}`,
      };
    case "nothing":
      return { says: "nothing", state: null, progress: null, detail: step.why };
  }
}

function showCost(cost: Cost): CheckWireAnswer["estimate"] {
  if (cost.basis === "unpriced") {
    return { basis: cost.basis, amount: null, currency: null, unpriced_reason: cost.reason };
  }
  const { basis, amount, currency } = cost;
  return { basis, amount: formatNano(amount), currency, unpriced_reason: null };
}

function decimalOf(nano: Nano | null): string | null {
  return nano === null ? null : formatNano(nano);
}
