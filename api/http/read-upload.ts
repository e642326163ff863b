import { ApiError } from "./api-error.ts";

/** The client went away in the middle of its upload. */
export class UploadBrokenError extends Error {
  override readonly name = "UploadBrokenError";
}

/**
 * A body as it arrives, piece by piece, never whole. Whoever stops reading lets the rest of it run out, for a browser hears
 * no answer to an upload that was cut. @throws ApiError past `maxBytes`, UploadBrokenError when it does not end.
 */
export async function* readUpload(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let bytes = 0;
  let open = true;
  const next = async () => {
    const piece = await reader.read().catch((error: unknown) => {
      open = false;
      throw new UploadBrokenError("an upload broke off", { cause: error });
    });
    if (piece.done) open = false;
    else bytes += piece.value.byteLength;
    return piece;
  };
  try {
    for (let piece = await next(); !piece.done; piece = await next()) {
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield piece.value;
    }
  } finally {
    for (let rest = open && bytes <= maxBytes; rest; rest = open && bytes <= maxBytes) {
      await next();
    }
    if (open) await reader.cancel();
  }
}

/** The refusal of a body that says beforehand that it is too large. */
export function refuseLongUpload(contentLength: string | undefined, maxBytes: number): void {
  if (contentLength !== undefined && Number(contentLength) > maxBytes) throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError("body_too_large", `Send at most ${maxBytes} bytes in one file.`);
}
