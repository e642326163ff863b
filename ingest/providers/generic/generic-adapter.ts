import { readWireAnswer, textAt } from "../../../domain/wire/read-wire-answer.ts";
import { wireFields, wireIntent } from "../../../domain/wire/wire-intent.ts";
import type { Wire } from "../../../domain/wire/wire-schema.ts";
import type { JobReport, ProviderAdapter } from "../adapter.ts";
import { genericPollCall } from "./generic-poll-call.ts";
import { genericRefusal, genericErrorOf, isGenericError } from "./generic-error.ts";
import { genericRoutes } from "./generic-routes.ts";

/** The adapter of a wire that is described by configuration. */
export function genericAdapter(wire: Wire): ProviderAdapter {
  const { answer, credential, request } = wire;
  const prompt = request.prompt?.field ?? null;
  const fields = wireFields(wire);
  return {
    provider: wire.provider,
    routes: genericRoutes(wire),
    billsOutcome: (state) => wire.billed_states.includes(state),
    namesCost: answer.cost !== undefined || answer.units !== undefined,
    lengthAsAsked: wire.length_as_asked,
    downloadsPass: wire.routes.some(({ kind }) => kind === "content"),
    credentialHeaders: (secret) => ({
      [credential.header]: credential.template.replace("{credential}", () => secret),
    }),
    ownCredentialHeader: credential.header,
    ownHeaders: {},
    promptField: prompt ?? "",
    createFieldNames: prompt === null ? fields : [...new Set([...fields, prompt])],
    presenceFieldNames: [],
    fileFieldNames: [],
    sourceOf: () => null,
    admit: ({ operation, pathParams, fields: { values } }) =>
      wireIntent(wire, { operation, pathParams, values }),
    answerHeaders: [],
    observeJob(seen, ask): JobReport | null {
      const report = readWireAnswer(wire, seen, ask);
      return report === null ? null : { ...report, createdAtMs: null, prompt: null, seconds: null };
    },
    pollCall: genericPollCall(wire),
    list: null,
    webhook: null,
    auxiliary: null,
    urlsOf:
      answer.urls.length === 0
        ? null
        : (body) => answer.urls.flatMap((path) => textAt(body, path) ?? []),
    isProviderError: (body) => isGenericError(wire, body),
    errorOf: (body) => genericErrorOf(wire, body),
    refuse: (refusal) => genericRefusal(wire, refusal),
  };
}
