import type { CreateFields } from "../providers/adapter.ts";
import { BodyFault, FieldCollector, type FieldReader, type WantedFields } from "./field-reader.ts";
import { JsonScanner, type JsonVisitor } from "./json-scanner.ts";

/**
 * Reads wanted scalars out of a JSON object as it streams by; long strings (images as data URLs) are skipped. Texts of
 * one name in several elements of an array (`content[].text`) become lines of one.
 * A key that stands twice in one object is refused: two servers would read two values.
 */
export class JsonFields implements FieldReader, JsonVisitor {
  readonly #fields: FieldCollector;
  readonly #wanted: WantedFields;
  readonly #scanner: JsonScanner;
  /** Paths that something wanted stands under, in lower case. */
  readonly #parents: ReadonlySet<string>;

  constructor(wanted: WantedFields) {
    this.#wanted = wanted;
    this.#fields = new FieldCollector(wanted);
    this.#scanner = new JsonScanner(this);
    const names = [...wanted.text, ...wanted.presence];
    this.#parents = new Set(names.flatMap((name) => parentsOf(name.toLowerCase())));
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
    return this.#fields.kindOf(path) === "text" ? this.#wanted.maxFieldBytes : 0;
  }

  tooLong(path: string): never {
    throw new BodyFault("field_too_long", `has a value that is too long in '${path}'`, path);
  }

  scalar(path: string, text: string | null): void {
    const kind = this.#fields.kindOf(path);
    if (kind === "presence") this.#fields.present(path);
    else if (kind === "text" && text !== null) {
      const value = Buffer.from(text, "utf8");
      if (path.includes("[]")) this.#fields.further(path, value);
      else this.#fields.text(path, value);
    }
  }

  container(path: string, isArray: boolean): boolean {
    const kind = this.#fields.kindOf(path);
    if (kind === "presence") this.#fields.present(path);
    const folded = path.toLowerCase();
    const nested = this.#parents.has(folded);
    if (kind === "text" && !(isArray ? this.#parents.has(`${folded}[]`) : nested)) {
      throw new BodyFault("invalid_field", `has no plain value in '${path}'`, path);
    }
    return nested || !isArray;
  }
}

/** `a[].b.c` stands under `a`, `a[]` and `a[].b`. */
function parentsOf(path: string): string[] {
  return [...path.matchAll(/\[\]|\./g)].map(({ index }) => path.slice(0, index));
}
