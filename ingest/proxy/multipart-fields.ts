import type { CreateFields } from "../providers/adapter.ts";
import { BodyFault, FieldCollector, type FieldReader, type WantedFields } from "./field-reader.ts";
import { readPartHead, type PartHead } from "./part-head.ts";

const MAX_PARTS = 200;
const MAX_HEAD_BYTES = 8_192;
const MAX_EPILOGUE_BYTES = 1_024;
const CRLF_BYTES = 2;

/**
 * Reads the text fields of `multipart/form-data` (RFC 7578) as it streams by; files are skipped, not kept. It is
 * strict where servers differ: CRLF only, no preamble, no padding, the boundary nowhere but in delimiters. So what
 * is read here is what any server will read.
 */
export class MultipartFields implements FieldReader {
  complete = false;
  readonly #dashBoundary: Buffer;
  readonly #fields: FieldCollector;
  #state: "start" | "delimiter" | "head" | "content" | "epilogue" = "start";
  #pending: Buffer = Buffer.alloc(0);
  #head: PartHead | null = null;
  #text: Buffer[] = [];
  #textBytes = 0;
  #parts = 0;
  #epilogueBytes = 0;

  constructor(boundary: string, wanted: WantedFields) {
    this.#dashBoundary = Buffer.from(`--${boundary}`, "latin1");
    this.#fields = new FieldCollector(wanted);
  }

  write(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#step());
  }

  end(): CreateFields {
    if (!this.complete) throw malformed("ends before its last boundary");
    return this.#fields.result();
  }

  /** Takes one thing off the pending bytes; false when more are needed. */
  #step(): boolean {
    switch (this.#state) {
      case "start":
        return this.#readStart();
      case "delimiter":
        return this.#readDelimiter();
      case "head":
        return this.#readHead();
      case "content":
        return this.#readContent();
      case "epilogue":
        return this.#readEpilogue();
    }
  }

  #readStart(): boolean {
    const { length } = this.#dashBoundary;
    const known = Math.min(length, this.#pending.length);
    if (this.#pending.compare(this.#dashBoundary, 0, known, 0, known) !== 0) {
      throw malformed("does not begin with its boundary");
    }
    if (known < length) return false;
    this.#drop(length);
    this.#state = "delimiter";
    return true;
  }

  #readDelimiter(): boolean {
    if (this.#pending.length < CRLF_BYTES) return false;
    const mark = this.#pending.toString("latin1", 0, CRLF_BYTES);
    this.#drop(CRLF_BYTES);
    if (mark === "--") {
      this.complete = true;
      this.#state = "epilogue";
      return true;
    }
    if (mark !== "\r\n") throw malformed("has something behind a boundary");
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) throw malformed(`has more than ${MAX_PARTS} parts`);
    this.#state = "head";
    return true;
  }

  #readHead(): boolean {
    const end = this.#pending.indexOf("\r\n\r\n");
    if (end === -1 ? this.#pending.length > MAX_HEAD_BYTES : end > MAX_HEAD_BYTES) {
      throw malformed("has a part with too long headers");
    }
    if (end === -1) return false;
    this.#head = readPartHead(this.#pending.subarray(0, end));
    this.#drop(end + "\r\n\r\n".length);
    this.#begin(this.#head);
    this.#state = "content";
    return true;
  }

  #readContent(): boolean {
    const found = this.#pending.indexOf(this.#dashBoundary);
    if (found === -1) {
      // A delimiter, CRLF first, may have begun in the last bytes: those wait.
      const safe = this.#pending.length - this.#dashBoundary.length - 1;
      if (safe > 0) this.#take(this.#pending.subarray(0, safe));
      if (safe > 0) this.#drop(safe);
      return false;
    }
    const atLineStart =
      found >= CRLF_BYTES && this.#pending.toString("latin1", found - CRLF_BYTES, found) === "\r\n";
    if (!atLineStart) throw malformed("has its boundary inside a part");
    this.#take(this.#pending.subarray(0, found - CRLF_BYTES));
    this.#finish();
    this.#drop(found + this.#dashBoundary.length);
    this.#state = "delimiter";
    return true;
  }

  #readEpilogue(): boolean {
    this.#epilogueBytes += this.#pending.length;
    const blank = this.#pending.every((byte) => byte === 0x0d || byte === 0x0a || byte === 0x20);
    if (!blank || this.#epilogueBytes > MAX_EPILOGUE_BYTES) {
      throw malformed("goes on after its last boundary");
    }
    this.#pending = Buffer.alloc(0);
    return false;
  }

  #begin(head: PartHead): void {
    this.#text = [];
    this.#textBytes = 0;
    if (head.isFile) this.#fields.file(head.name);
    else if (this.#fields.kindOf(head.name) === "presence") this.#fields.present(head.name);
  }

  #isWanted(): boolean {
    const head = this.#head;
    return head !== null && !head.isFile && this.#fields.kindOf(head.name) === "text";
  }

  #take(bytes: Buffer): void {
    if (bytes.length === 0 || this.#head === null || !this.#isWanted()) return;
    this.#textBytes += bytes.length;
    this.#fields.checkLength(this.#head.name, this.#textBytes);
    this.#text.push(Buffer.from(bytes));
  }

  #finish(): void {
    if (this.#head !== null && this.#isWanted()) {
      this.#fields.text(this.#head.name, Buffer.concat(this.#text));
    }
    this.#head = null;
  }

  #drop(bytes: number): void {
    this.#pending = this.#pending.subarray(bytes);
  }
}

function malformed(reason: string): BodyFault {
  return new BodyFault("invalid_multipart", reason);
}
