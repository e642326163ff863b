import type { CreateFields } from "../providers/adapter.ts";
import { BodyFault, FieldCollector, type FieldReader, type WantedFields } from "./field-reader.ts";
import { JsonScanner, type JsonVisitor } from "./json-scanner.ts";

/**
 * Reads wanted scalars out of a JSON object as it streams by; long strings (images as data URLs) are skipped. Texts of
 * one name in several elements of an array (`content[].text`) become lines of one, and so do those under any key
 * (`prompt.*.inputs.text`), where values that are no scalars are none of ours.
 * A key that stands twice in one object is refused: two servers would read two values.
 */
export class JsonFields implements FieldReader, JsonVisitor {
  readonly #fields: FieldCollector;
  readonly #wanted: WantedFields;
  readonly #scanner: JsonScanner;
  /** Paths that something wanted stands under, in lower case. */
  readonly #parents: ReadonlySet<string>;
  /** What stands before a `*`: `prompt.`. */
  readonly #beforeAny: readonly string[];

  constructor(wanted: WantedFields) {
    this.#wanted = wanted;
    this.#fields = new FieldCollector(wanted);
    this.#scanner = new JsonScanner(this);
    const names = [...wanted.text, ...wanted.presence];
    this.#parents = new Set(names.flatMap((name) => parentsOf(name.toLowerCase())));
    const starred = names.filter((name) => name.includes("*"));
    this.#beforeAny = [...new Set(starred.map((name) => name.slice(0, name.indexOf("*"))))];
  }

  get complete(): boolean {
    return this.#scanner.complete;
  }

  write(chunk: Buffer): void {
    this.#scanner.write(chunk);
  }

  end(): CreateFields {
    this.#scanner.end();
    return this.#fields.result();
  }

  /** Text of wanted fields is kept up to its bound, all other text is skipped. */
  maxBytesOf(path: string): number {
    const any = this.#underAny(path);
    if (any !== null) return this.#wanted.text.has(any) ? this.#wanted.maxFieldBytes : 0;
    return this.#fields.kindOf(path) === "text" ? this.#wanted.maxFieldBytes : 0;
  }

  tooLong(path: string): never {
    throw new BodyFault("field_too_long", `has a value that is too long in '${path}'`, path);
  }

  scalar(path: string, text: string | null): void {
    const any = this.#underAny(path);
    if (any !== null) {
      if (text !== null && this.#wanted.text.has(any)) this.#fields.further(any, Buffer.from(text));
      return;
    }
    const kind = this.#fields.kindOf(path);
    if (kind === "presence") this.#fields.present(path);
    else if (kind === "text" && text !== null) {
      const value = Buffer.from(text, "utf8");
      if (path.includes("[]")) this.#fields.further(path, value);
      else this.#fields.text(path, value);
    }
  }

  container(path: string, isArray: boolean): boolean {
    const any = this.#underAny(path);
    if (any !== null) return this.#parents.has(any.toLowerCase());
    const kind = this.#fields.kindOf(path);
    if (kind === "presence") this.#fields.present(path);
    const folded = path.toLowerCase();
    const nested = this.#parents.has(folded);
    if (kind === "text" && !(isArray ? this.#parents.has(`${folded}[]`) : nested)) {
      throw new BodyFault("invalid_field", `has no plain value in '${path}'`, path);
    }
    return nested || !isArray;
  }

  /** The path with `*` for a key that may be any (`prompt.*.inputs.text`); null where none may. */
  #underAny(path: string): string | null {
    for (const before of this.#beforeAny) {
      if (!path.startsWith(before)) continue;
      const end = path.indexOf(".", before.length);
      return end === -1 ? `${before}*` : `${before}*${path.slice(end)}`;
    }
    return null;
  }
}

/** `a[].b.c` stands under `a`, `a[]` and `a[].b`. */
function parentsOf(path: string): string[] {
  return [...path.matchAll(/\[\]|\./g)].map(({ index }) => path.slice(0, index));
}
