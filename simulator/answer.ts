/** A body that is generated while it is sent. */
export interface GeneratedBody {
  readonly lengthBytes: number;
  chunks(): Iterable<Uint8Array>;
}

/** What the simulator answers, before any fault of the delivery. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | GeneratedBody;
}

/** How an answer is handed over: the faults of the line, not of the model. */
export interface Delivery {
  readonly latencyMs: number;
  readonly fault: "none" | "hang-headers" | "hang-body" | "cut-before" | "cut-body";
  /** Body bytes sent before `hang-body` and `cut-body`; null means half of the body. */
  readonly atByte: number | null;
}

/** An answer, how to hand it over, and whom to tell what became of it. */
export interface Planned {
  readonly answer: Answer;
  readonly delivery: Delivery;
  readonly withoutBody: boolean;
  /** Called once, unless null: the body bytes handed to the line, and whether all of them were taken. */
  readonly onDone: ((sentBytes: number, complete: boolean) => void) | null;
}

export const plainDelivery: Delivery = { latencyMs: 0, fault: "none", atByte: null };

/** A JSON answer. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

/** Length of an answer's body in bytes. */
export function bodyLengthBytes(body: Answer["body"]): number {
  if (typeof body === "string") return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : body.lengthBytes;
}
