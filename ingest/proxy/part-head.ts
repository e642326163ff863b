import { BodyFault } from "./field-reader.ts";

export interface PartHead {
  /** Nested names in dots: `video[id]` is `video.id`. */
  readonly name: string;
  readonly isFile: boolean;
}

const LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/;
const NAME = /^[^"\\\r\n]{1,200}$/;

/** Reads the headers of one part. @throws BodyFault for whatever two servers could read in two ways. */
export function readPartHead(bytes: Buffer): PartHead {
  const lines = bytes.toString("utf8").split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = LINE.exec(line) ?? [];
    if (name === undefined || value === undefined || /[\r\n\0]/.test(value)) {
      throw malformed("has a part with a malformed header");
    }
    if (headers.has(name.toLowerCase())) throw malformed("has a part with a header twice");
    headers.set(name.toLowerCase(), value.trim());
  }
  checkCoding(headers);
  return readDisposition(headers.get("content-disposition") ?? "");
}

function readDisposition(disposition: string): PartHead {
  const [kind, ...rest] = splitParameters(disposition);
  if (kind?.toLowerCase() !== "form-data") throw malformed("has a part without a name");
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [, name, quoted, token] = PARAMETER.exec(parameter) ?? [];
    const value = quoted ?? token;
    if (name === undefined || value === undefined || parameters.has(name.toLowerCase())) {
      throw malformed("has a part with a malformed name");
    }
    parameters.set(name.toLowerCase(), value);
  }
  const name = parameters.get("name");
  if (name === undefined || !NAME.test(name) || parameters.has("name*")) {
    throw malformed("has a part with a malformed name");
  }
  const isFile = parameters.has("filename") || parameters.has("filename*");
  return { name: dotted(name), isFile };
}

const PARAMETER = /^([A-Za-z-]+\*?)=(?:"((?:[^"\\]|\\.)*)"|([^\s";\\]+))$/;

/** Splits at semicolons outside quotes. */
function splitParameters(text: string): string[] {
  const parts = text.match(/(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** `a[b][c]` → `a.b.c`: how forms write nested fields. */
function dotted(name: string): string {
  return name.replace(/\[([^[\]]*)\]/g, ".$1");
}

const PLAIN_CODINGS = new Set(["7bit", "8bit", "binary"]);

/** A coded or foreign-charset value would be another value at the upstream. */
function checkCoding(headers: ReadonlyMap<string, string>): void {
  const coding = headers.get("content-transfer-encoding");
  if (coding !== undefined && !PLAIN_CODINGS.has(coding.toLowerCase())) {
    throw malformed("has a part with a transfer encoding");
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers.get("content-type") ?? "")?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw malformed("has a part in another character set than UTF-8");
  }
}

function malformed(reason: string): BodyFault {
  return new BodyFault("invalid_multipart", reason);
}
