import { type Answer, jsonAnswer } from "./answer.ts";

/** What went wrong with a request, in the parts of OpenAI's error object. */
export interface RefusalParts {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is not carried out. Thrown by route code, answered in OpenAI's error shape. */
export class Refusal extends Error {
  readonly parts: RefusalParts;

  constructor(parts: RefusalParts) {
    super(parts.message);
    this.name = "Refusal";
    this.parts = parts;
  }
}

/** OpenAI's error object: `{error: {message, type, param, code}}`. */
export function refusalAnswer(parts: RefusalParts): Answer {
  const { status, message, type, param, code, headers } = parts;
  return jsonAnswer(status, { error: { message, type, param, code } }, headers ?? {});
}

/** 400 for a bad parameter. */
export function invalidParameter(param: string, code: string, message: string): Refusal {
  return new Refusal({ status: 400, message, type: "invalid_request_error", param, code });
}

/** 404 for an id that is unknown, deleted, lost or expired. */
export function notFound(message: string): Refusal {
  return new Refusal({
    status: 404,
    message,
    type: "invalid_request_error",
    param: null,
    code: "not_found",
  });
}

/** 400 for a thing that cannot be done in the video's present state. */
export function wrongState(message: string): Refusal {
  return new Refusal({
    status: 400,
    message,
    type: "invalid_request_error",
    param: null,
    code: "invalid_state",
  });
}
