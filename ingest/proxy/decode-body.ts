import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/**
 * Undoes a content coding that an upstream used although identity was asked for.
 * @returns null when the coding is unknown or nested, the bytes are broken, or the result is over the bound.
 */
export function decodeBody(
  bytes: Buffer,
  encoding: string | null,
  maxBytes: number,
): Buffer | null {
  const name = (encoding ?? "identity").trim().toLowerCase();
  if (name === "identity" || name === "") return bytes.length <= maxBytes ? bytes : null;
  const decode = DECODERS.get(name);
  if (decode === undefined) return null;
  try {
    return decode(bytes, { maxOutputLength: maxBytes });
  } catch {
    return null; // broken or a bomb: unreadable either way
  }
}

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["deflate", inflateSync],
  ["br", brotliDecompressSync],
]);
