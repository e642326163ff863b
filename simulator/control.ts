import { Refusal } from "./refusal.ts";

/** What one request shall suffer. All parts optional; see README.md for the grammar. */
export interface Control {
  latency?: number;
  status?: number;
  body?: "json" | "text" | "empty";
  retry_after?: number;
  hang?: "headers" | "body";
  cut?: "before" | "accepted" | "upload" | "body";
  at?: number;
  accept?: boolean;
  job?: "completed" | "failed" | "blocked" | "lost" | "stuck";
  error?: string;
  queue_ms?: number;
  generation_ms?: number;
  webhook?: "once" | "twice" | "late" | "stale" | "bad_signature" | "never";
  webhook_delay?: number;
  answer?: "malformed" | "huge" | "empty";
  answer_bytes?: number;
  answer_seconds?: number;
  answer_model?: string;
  answer_size?: string;
  content_bytes?: number;
}

type Reader = (text: string) => string | number | boolean | null;

const readers: Readonly<Record<keyof Control, Reader>> = {
  latency: whole(600_000),
  status: between(400, 599),
  body: oneOf("json", "text", "empty"),
  retry_after: whole(86_400),
  hang: oneOf("headers", "body"),
  cut: oneOf("before", "accepted", "upload", "body"),
  at: whole(Number.MAX_SAFE_INTEGER),
  accept: (text) => (text === "yes" ? true : text === "no" ? false : null),
  job: oneOf("completed", "failed", "blocked", "lost", "stuck"),
  error: matching(/^[\w.-]{1,100}$/),
  queue_ms: whole(86_400_000),
  generation_ms: whole(86_400_000),
  webhook: oneOf("once", "twice", "late", "stale", "bad_signature", "never"),
  webhook_delay: whole(86_400_000),
  answer: oneOf("malformed", "huge", "empty"),
  answer_bytes: whole(268_435_456),
  answer_seconds: whole(86_400),
  answer_model: matching(/^[\w./:-]{1,100}$/),
  answer_size: matching(/^\d{1,5}x\d{1,5}$/),
  content_bytes: whole(1_099_511_627_776),
};

/**
 * Reads `name=value, name=value`. Throws a 400 refusal that names the faulty directive, because
 * a fault that silently does not happen would make a test lie.
 */
export function parseControl(text: string): Control {
  const control: Record<string, unknown> = {};
  for (const directive of text.split(",").map((each) => each.trim())) {
    if (directive === "") continue;
    const equals = directive.indexOf("=");
    const name = equals === -1 ? directive : directive.slice(0, equals).trim();
    if (!isDirective(name)) throw badControl(`unknown directive '${name}'`);
    const value = readers[name](equals === -1 ? "" : directive.slice(equals + 1).trim());
    if (value === null) throw badControl(`bad value in '${directive}'`);
    control[name] = value;
  }
  // Each value was made by the reader of its own name.
  return control;
}

function isDirective(name: string): name is keyof Control {
  return Object.hasOwn(readers, name);
}

function badControl(reason: string): Refusal {
  const names = Object.keys(readers).join(", ");
  return new Refusal({
    status: 400,
    message: `Simulator-Control: ${reason}. Known directives: ${names}.`,
    type: "invalid_request_error",
    param: "Simulator-Control",
    code: "invalid_simulator_control",
  });
}

function oneOf(...words: readonly string[]): Reader {
  return (text) => (words.includes(text) ? text : null);
}

function matching(pattern: RegExp): Reader {
  return (text) => (pattern.test(text) ? text : null);
}

function whole(max: number): Reader {
  return between(0, max);
}

function between(min: number, max: number): Reader {
  return (text) => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : null;
    return number !== null && number >= min && number <= max ? number : null;
  };
}
