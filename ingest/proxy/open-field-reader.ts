import type { IncomingHttpHeaders } from "node:http";
import type { FieldReader, WantedFields } from "./field-reader.ts";
import { JsonFields } from "./json-fields.ts";
import { MultipartFields } from "./multipart-fields.ts";
import type { Denial } from "./refusals.ts";

export type OpenedReader =
  /** Null for a body of no bytes. */
  | { readonly kind: "reader"; readonly reader: FieldReader | null }
  | { readonly kind: "denied"; readonly denial: Denial };

/** Chooses the reader of a body by its content type. What can't be read can't be priced: 415. */
export function openFieldReader(
  headers: IncomingHttpHeaders,
  length: number | null,
  wanted: WantedFields,
): OpenedReader {
  const coding = headers["content-encoding"];
  if (coding !== undefined && coding.trim().toLowerCase() !== "identity") {
    return unsupported("content-encoding", `The content encoding '${coding.slice(0, 40)}'`);
  }
  if (length === 0) return { kind: "reader", reader: null };
  const type = headers["content-type"] ?? "";
  if (JSON_TYPE.test(type)) return { kind: "reader", reader: new JsonFields(wanted) };
  const boundary = multipartBoundary(type);
  if (boundary !== null) return { kind: "reader", reader: new MultipartFields(boundary, wanted) };
  return unsupported("content-type", `The content type '${type.slice(0, 80)}'`);
}

/** JSON is UTF-8 (RFC 8259 §8.1); another charset would be read differently elsewhere. */
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i;

const MULTIPART = /^multipart\/form-data\s*;(.*)$/i;
const BOUNDARY = /(?:^|;)\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/gi;
const BOUNDARY_TEXT = /^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$/;

/** The one boundary of a `multipart/form-data` type (RFC 2046 §5.1.1), null for anything else. */
function multipartBoundary(type: string): string | null {
  const parameters = MULTIPART.exec(type)?.[1];
  if (parameters === undefined) return null;
  const found = [...parameters.matchAll(BOUNDARY)].map((match) => match[1] ?? match[2] ?? "");
  const [boundary] = found;
  const usable = found.length === 1 && boundary !== undefined && BOUNDARY_TEXT.test(boundary);
  return usable ? boundary : null;
}

function unsupported(param: string, what: string): OpenedReader {
  return {
    kind: "denied",
    denial: {
      status: 415,
      type: "invalid_request_error",
      code: "unsupported_media_type",
      param,
      message: `${what} can't be read here. Send plain application/json or multipart/form-data with one boundary.`,
    },
  };
}
