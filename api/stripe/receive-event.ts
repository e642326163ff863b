import { factsOfEvent, stripeEvent, type StripeEvent } from "../../domain/stripe/read-event.ts";
import { findStripeConnection } from "../../db/postgres/management/stripe-connections.ts";
import { noteStripeEvent } from "../../db/postgres/management/stripe-events.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { StripeReceived } from "../contract/stripe.ts";
import type { ApiDeps } from "../deps.ts";
import { ApiError, notFound, type FieldError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { fieldErrors } from "../http/field-errors.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { newIdAt } from "../http/new-id.ts";
import { bookEvent, eventRow } from "./book-event.ts";
import { openStripeSecrets } from "./connection-secrets.ts";
import { originFaults } from "./origin-faults.ts";
import { signedEvent } from "./signed-event.ts";

/** A call of Stripe's, as it came over the wire. */
export interface StripeCall {
  readonly connectionId: string;
  readonly body: Buffer;
  /** The header `Stripe-Signature`. */
  readonly signature: string | null;
  readonly requestId: string;
  readonly ip: string | null;
}

/**
 * Takes an event of Stripe's, once. What Stripe did not sign leaves no trace. An event that can't be read is noted as
 * refused and answered as an error, so that Stripe sends it again.
 */
export async function receiveEvent(deps: ApiDeps, call: StripeCall): Promise<StripeReceived> {
  const nowMs = deps.clock();
  const connection = isUuid(call.connectionId)
    ? await findStripeConnection(deps.pg.drizzle, call.connectionId)
    : null;
  if (connection === null) throw notFound("Stripe connection");
  const secrets = openStripeSecrets(deps.masterKey, connection, nowMs);
  const signed = { body: call.body, header: call.signature ?? "" };
  const said = await signedEvent(signed, secrets, nowMs);
  if (said === null) {
    throw new ApiError("bad_signature", "The signature is missing, wrong or too old.");
  }
  const event = readEnvelope(said);
  const origin = { livemode: event.livemode, account: event.account };
  const foreign = originFaults(connection, origin, "");
  if (foreign.length > 0) throw invalidFields(foreign);

  const ctx: CallContext = {
    deps,
    caller: {
      kind: "token",
      id: `stripe:${connection.id}`,
      name: `Stripe: ${connection.name}`,
      role: "admin",
      workspaceId: connection.workspaceId,
      user: null,
    },
    workspaceId: connection.workspaceId,
    requestId: call.requestId,
    ip: call.ip,
    nowMs,
    newId: () => newIdAt(nowMs),
  };
  try {
    return { received: true, outcome: await bookEvent(ctx, connection, event, readFacts(event)) };
  } catch (error) {
    if (error instanceof ApiError && error.code === "invalid_input") {
      const reason = error.errors.map(({ field, message }) => `${field} ${message}`).join("; ");
      const refused = {
        outcome: "refused",
        reason: reason.slice(0, MAX_REASON),
        entries: 0,
      } as const;
      await noteStripeEvent(deps.pg.drizzle, eventRow(ctx, connection.id, event, refused));
    }
    throw error;
  }
}

const MAX_REASON = 500;

function readEnvelope(said: unknown): StripeEvent {
  const parsed = stripeEvent.safeParse(said);
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error.issues, "body"));
  return parsed.data;
}

/** Null when the event says nothing about revenue. @throws ApiError naming what can't be read. */
function readFacts(event: StripeEvent) {
  const read = factsOfEvent(event);
  if (read.kind === "facts") return read.facts;
  if (read.kind === "other") return null;
  const faults = read.faults.map(({ path, message }): FieldError => ({
    field: ["data", "object", ...path].join("."),
    message,
  }));
  throw invalidFields(faults);
}
