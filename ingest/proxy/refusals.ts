import type { Refusal } from "../providers/adapter.ts";

/** A refusal and the headers that go with it. */
export interface Denial extends Refusal {
  readonly retryAfterSeconds?: number;
  /** Tells the SDK not to try again by itself: another try can't help, or would pay twice. */
  readonly finalForSdk?: boolean;
}

const INVALID = "invalid_request_error";
const PROXY = "proxy_error";

/** The proxy's own answers: code → status in this one table. */
export const denials = {
  badTarget: {
    status: 400,
    type: INVALID,
    code: "invalid_path",
    message:
      "The request path is not valid. Send it as the SDK does, without encoded or dot segments.",
  },
  badTargetHeader: {
    status: 400,
    type: INVALID,
    code: "invalid_target_url",
    message:
      "The address that the request's header names is not one of the provider's that pass here.",
  },
  badHost: {
    status: 400,
    type: INVALID,
    code: "invalid_host",
    message: "The request must carry exactly one Host header.",
  },
  badMethod: {
    status: 405,
    type: INVALID,
    code: "method_not_allowed",
    message: "This method is not allowed here. Use GET, POST or DELETE.",
  },
  invalidKey: {
    status: 401,
    type: "authentication_error",
    code: "invalid_api_key",
    message: "No valid Reelmeter key was presented. Send one key, where your SDK puts its own.",
  },
  upstreamForbidden: {
    status: 403,
    type: "permission_error",
    code: "upstream_not_allowed",
    message: "This key may not use this upstream. Ask whoever manages the keys.",
  },
  unknownRoute: {
    status: 404,
    type: INVALID,
    code: "unknown_url",
    message: "There is no such route here. Only the video calls of the provider pass.",
  },
  badHandshake: {
    status: 400,
    type: INVALID,
    code: "invalid_handshake",
    message: "This is no opening of a websocket. Use a websocket client of version 13.",
  },
  upgradeRequired: {
    status: 426,
    type: INVALID,
    code: "upgrade_required",
    message: "This route is a websocket. Open it as one.",
  },
  invalidId: {
    status: 400,
    type: INVALID,
    code: "invalid_id",
    message:
      "The id in the path is not one that a provider gives. Use the id of the create's answer.",
  },
  booksUnavailable: {
    status: 503,
    type: PROXY,
    code: "books_unavailable",
    message: "Nothing can be recorded at the moment, so nothing was sent. Try again shortly.",
  },
  overloaded: {
    status: 503,
    type: PROXY,
    code: "overloaded",
    message: "The proxy is at its limit. Try again shortly.",
  },
  tooLarge: {
    status: 413,
    type: INVALID,
    code: "request_too_large",
    message: "The request body is larger than the proxy takes. Send a smaller file.",
  },
  slowBody: {
    status: 408,
    type: INVALID,
    code: "request_timeout",
    message: "The request body stopped arriving. Send it again.",
  },
  unreachable: {
    status: 502,
    type: PROXY,
    code: "upstream_unreachable",
    message: "The upstream could not be reached; nothing was sent to it. Try again.",
  },
  broken: {
    status: 502,
    type: PROXY,
    code: "upstream_broken",
    message: "The upstream gave no readable answer. Try again.",
  },
  timeout: {
    status: 504,
    type: PROXY,
    code: "upstream_timeout",
    message: "The upstream took too long to answer. Try again.",
  },
  listIncomplete: {
    status: 502,
    type: PROXY,
    code: "list_incomplete",
    message:
      "None of this workspace's videos are among the latest of a shared account. Retrieve them by id.",
  },
  idempotencyKeyReused: {
    status: 422,
    type: INVALID,
    code: "idempotency_key_reused",
    param: "Idempotency-Key",
    finalForSdk: true,
    message:
      "This Idempotency-Key was used for another request within 24 hours. Send a new key with a new request.",
  },
  answerNotKept: {
    status: 410,
    type: PROXY,
    code: "idempotent_answer_not_kept",
    param: "Idempotency-Key",
    finalForSdk: true,
    message:
      "The first request with this Idempotency-Key has ended, but its answer is not kept here. Nothing was made again; send a new key to make another video.",
  },
  idempotentRunning: {
    status: 409,
    type: PROXY,
    code: "idempotent_request_running",
    param: "Idempotency-Key",
    retryAfterSeconds: 1,
    message:
      "The first request with this Idempotency-Key has no known outcome. Send it again shortly: nothing is made twice. If this stays, its generation is lost: have an operator release it, or use another key.",
  },
  internal: {
    status: 500,
    type: PROXY,
    code: "internal_error",
    message: "The proxy failed. Report the request id of this answer.",
  },
} as const satisfies Record<string, Denial>;

/** The same answer for a job that does not exist and one of another workspace. */
export function unknownObject(object: string, id: string): Denial {
  return {
    status: 404,
    type: INVALID,
    code: "not_found",
    message: `${NOUNS.get(object) ?? "Object"} with id '${id.replaceAll(LINE_BREAKS, " ")}' not found.`,
  };
}

/** A file's id may be made up of several parameters. */
const LINE_BREAKS = /[\r\n]+/g;

const NOUNS: ReadonlyMap<string, string> = new Map([
  ["job", "Video"],
  ["file", "File"],
]);

export function unknownUpstream(slug: string): Denial {
  return {
    status: 404,
    type: INVALID,
    code: "unknown_upstream",
    message: `There is no upstream '${slug}' in this workspace. Check the base URL.`,
  };
}

export function invalidAttribution(header: string, reason: string): Denial {
  return {
    status: 400,
    type: INVALID,
    code: "invalid_attribution",
    param: header,
    message: `${header} ${reason}. Send a plain value of at most 200 bytes.`,
  };
}

export function invalidHeader(name: string): Denial {
  return {
    status: 400,
    type: INVALID,
    code: "invalid_header",
    param: name,
    message: `The header ${name} is not valid here. Write its name with hyphens, or leave it out.`,
  };
}

export function invalidIdempotencyKey(reason: string): Denial {
  return {
    status: 400,
    type: INVALID,
    code: "invalid_idempotency_key",
    param: "Idempotency-Key",
    message: `Idempotency-Key ${reason}. Send 1 to 255 visible ASCII characters, such as a UUID.`,
  };
}

/** `reason` completes a sentence that begins with the field's name. */
export function invalidCallback(field: string, reason: string): Denial {
  return {
    status: 400,
    type: INVALID,
    code: "invalid_callback",
    param: field,
    message: `${field} ${reason}.`,
  };
}

export function callbackForbidden(field: string, origin: string): Denial {
  return {
    status: 403,
    type: "permission_error",
    code: "callback_not_allowed",
    param: field,
    message: `This key may not ask for calls to '${origin}' by ${field}. Ask whoever manages the keys to list it among the key's callbacks.`,
  };
}

export function modelForbidden(model: string): Denial {
  return {
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    param: "model",
    message: `This key may not use the model '${model}'. Ask whoever manages the keys.`,
  };
}

/** After this nobody knows whether the upstream accepted: an SDK that tries again by itself could pay twice. */
export function unknownOutcome(denial: Denial, canBeLookedUp: boolean): Denial {
  const next = canBeLookedUp
    ? "It is being looked up; check before sending it again."
    : "Nobody can ask it: the generation becomes lost, and keeps its hold until an operator releases it. Check at the upstream before sending it again.";
  return {
    ...denial,
    finalForSdk: true,
    message: `The upstream gave no readable answer to this create, so it may have accepted it. ${next}`,
  };
}
