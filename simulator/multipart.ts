import { invalidParameter } from "./refusal.ts";

const maxHeaderBytes = 16 * 1024;
const maxFieldBytes = 256 * 1024;
const maxParts = 100;

/** The text fields of a multipart body, and the size of each file in it. */
export interface MultipartBody {
  readonly fields: Map<string, string>;
  readonly files: Map<string, number>;
}

/**
 * Reads `multipart/form-data` as it arrives. File parts are counted and thrown away, so an upload
 * of any size takes constant memory. Throws a 400 refusal when the body is malformed.
 */
export async function readMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): Promise<MultipartBody> {
  const parser = new MultipartParser(boundary);
  for await (const chunk of chunks) parser.push(chunk);
  return parser.end();
}

/** The boundary named by a content type, or null when it is not multipart form data. */
export function multipartBoundary(contentType: string): string | null {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly text: Buffer[];
  bytes: number;
}

class MultipartParser {
  readonly #delimiter: Buffer;
  readonly #body: MultipartBody = { fields: new Map(), files: new Map() };
  #state: "preamble" | "after-delimiter" | "headers" | "content" | "end" = "preamble";
  #pending: Buffer = Buffer.from("\r\n");
  #part: Part | null = null;

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  push(chunk: Uint8Array): void {
    if (this.#state === "end") return;
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#step());
  }

  end(): MultipartBody {
    if (this.#state !== "end") throw malformed("it ends before its last boundary");
    return this.#body;
  }

  /** Consumes what it can of the pending bytes; false when more are needed. */
  #step(): boolean {
    switch (this.#state) {
      case "preamble":
      case "content":
        return this.#readContent();
      case "after-delimiter":
        return this.#readAfterDelimiter();
      case "headers":
        return this.#readHeaders();
      case "end":
        return false;
    }
  }

  #readContent(): boolean {
    const found = this.#pending.indexOf(this.#delimiter);
    if (found === -1) {
      // A delimiter may have begun in the last bytes: keep those.
      const safe = Math.max(0, this.#pending.length - this.#delimiter.length + 1);
      this.#take(this.#pending.subarray(0, safe));
      this.#pending = this.#pending.subarray(safe);
      return false;
    }
    this.#take(this.#pending.subarray(0, found));
    this.#finishPart();
    this.#pending = this.#pending.subarray(found + this.#delimiter.length);
    this.#state = "after-delimiter";
    return true;
  }

  #readAfterDelimiter(): boolean {
    if (this.#pending.length < 2) return false;
    const mark = this.#pending.toString("latin1", 0, 2);
    if (mark !== "--" && mark !== "\r\n") throw malformed("a boundary is followed by other bytes");
    this.#pending = this.#pending.subarray(2);
    this.#state = mark === "--" ? "end" : "headers";
    return true;
  }

  #readHeaders(): boolean {
    const end = this.#pending.indexOf("\r\n\r\n");
    if (end === -1) {
      if (this.#pending.length > maxHeaderBytes) throw malformed("a part's headers are too long");
      return false;
    }
    this.#part = startPart(this.#pending.toString("utf8", 0, end));
    this.#pending = this.#pending.subarray(end + 4);
    this.#state = "content";
    return true;
  }

  #take(bytes: Buffer): void {
    const part = this.#part;
    if (part === null) return;
    part.bytes += bytes.length;
    if (part.isFile) return;
    if (part.bytes > maxFieldBytes) throw malformed(`the field '${part.name}' is too long`);
    part.text.push(Buffer.from(bytes));
  }

  #finishPart(): void {
    const part = this.#part;
    if (part === null) return;
    this.#part = null;
    if (this.#body.fields.size + this.#body.files.size >= maxParts) {
      throw malformed(`it has more than ${maxParts} parts`);
    }
    if (part.isFile) this.#body.files.set(part.name, part.bytes);
    else this.#body.fields.set(part.name, Buffer.concat(part.text).toString("utf8"));
  }
}

function startPart(headers: string): Part {
  const disposition = headers.split("\r\n").find((line) => /^content-disposition:/i.test(line));
  const name = disposition === undefined ? null : /;\s*name="([^"]*)"/i.exec(disposition);
  if (disposition === undefined || name?.[1] === undefined) throw malformed("a part has no name");
  const isFile = /;\s*filename\*?=/i.test(disposition);
  return { name: name[1], isFile, text: [], bytes: 0 };
}

function malformed(reason: string): Error {
  return invalidParameter(
    "body",
    "invalid_multipart",
    `The multipart body is malformed: ${reason}.`,
  );
}
