import type { CreateFields, ProviderAdapter } from "../providers/adapter.ts";

/** Reads a body's small fields while it streams by. @throws BodyFault from `write` and `end`. */
export interface FieldReader {
  write(chunk: Buffer): void;
  /** True once the last delimiter or bracket was seen: a lenient upstream may take what it has as whole. */
  readonly complete: boolean;
  end(): CreateFields;
}

/** Which fields to read. Names of nested ones have dots, those in an array's elements `[]`: `content[].text`. */
export interface WantedFields {
  readonly text: ReadonlySet<string>;
  readonly presence: ReadonlySet<string>;
  readonly file: ReadonlySet<string>;
  readonly maxFieldBytes: number;
  readonly maxFieldsBytes: number;
}

export function wantedFields(
  adapter: ProviderAdapter,
  limits: { readonly maxFieldBytes: number; readonly maxFieldsBytes: number },
): WantedFields {
  return {
    text: new Set(adapter.createFieldNames),
    presence: new Set(adapter.presenceFieldNames),
    file: new Set(adapter.fileFieldNames),
    maxFieldBytes: limits.maxFieldBytes,
    maxFieldsBytes: limits.maxFieldsBytes,
  };
}

export type BodyFaultCode =
  | "invalid_body"
  | "invalid_json"
  | "invalid_multipart"
  | "duplicate_field"
  | "field_too_long"
  | "invalid_field";

/** The body can't be read safely; `reason` completes "The request body …". */
export class BodyFault extends Error {
  override readonly name = "BodyFault";
  readonly code: BodyFaultCode;
  readonly reason: string;
  readonly param: string | null;

  constructor(code: BodyFaultCode, reason: string, param: string | null = null) {
    super(`${code}: ${reason}`);
    this.code = code;
    this.reason = reason;
    this.param = param;
  }
}

/** Collects values, each once, within the bounds. */
export class FieldCollector {
  readonly #values = new Map<string, string>();
  readonly #files = new Set<string>();
  readonly #wanted: WantedFields;
  readonly #folded: ReadonlyMap<string, string>;
  #bytes = 0;

  constructor(wanted: WantedFields) {
    this.#wanted = wanted;
    const names = [...wanted.text, ...wanted.presence, ...wanted.file];
    this.#folded = new Map(names.map((name) => [name.toLowerCase(), name]));
  }

  /** What to do with a field of this name. Some servers fold case, so `Model` must not pass beside `model`. */
  kindOf(name: string): "text" | "presence" | "other" {
    if (this.#wanted.text.has(name)) return "text";
    if (this.#wanted.presence.has(name)) return "presence";
    const folded = this.#folded.get(name.toLowerCase());
    if (folded !== undefined && folded !== name) {
      throw new BodyFault("invalid_field", `names '${name}', write '${folded}'`, folded);
    }
    return "other";
  }

  /** @throws BodyFault when the field has a value already, or is too long. */
  text(name: string, value: Buffer): void {
    this.checkLength(name, value.length);
    if (this.#values.has(name) || this.#files.has(name)) throw twice(name);
    this.#bytes += value.length;
    if (this.#bytes > this.#wanted.maxFieldsBytes) {
      throw new BodyFault("field_too_long", "has too much text in its fields", name);
    }
    this.#values.set(name, utf8(name, value));
  }

  /** Another line of a field whose name may stand in several elements. @throws BodyFault when it is too long. */
  further(name: string, value: Buffer): void {
    const before = this.#values.get(name);
    if (before === undefined) {
      this.text(name, value);
      return;
    }
    this.#values.delete(name);
    this.#bytes -= Buffer.byteLength(before);
    this.text(name, Buffer.concat([Buffer.from(`${before}\n`), value]));
  }

  checkLength(name: string, bytes: number): void {
    if (bytes > this.#wanted.maxFieldBytes) {
      throw new BodyFault("field_too_long", `has a value that is too long in '${name}'`, name);
    }
  }

  present(name: string): void {
    this.#values.set(name, "");
  }

  /** @throws BodyFault for a field that decides the price and must be text. */
  file(name: string): void {
    const kind = this.kindOf(name);
    if (kind === "text" && !this.#wanted.file.has(name)) {
      throw new BodyFault("invalid_field", `has a file where '${name}' must be text`, name);
    }
    if (kind === "text" && (this.#values.has(name) || this.#files.has(name))) throw twice(name);
    if (kind !== "other") this.#files.add(name);
  }

  result(): CreateFields {
    return { values: this.#values, files: this.#files };
  }
}

function twice(name: string): BodyFault {
  return new BodyFault("duplicate_field", `names '${name}' more than once`, name);
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8(name: string, value: Buffer): string {
  try {
    return STRICT_UTF8.decode(value);
  } catch {
    throw new BodyFault("invalid_field", `has bytes in '${name}' that are not UTF-8`, name);
  }
}
