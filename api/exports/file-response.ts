import type { ApiLog } from "../deps.ts";
import type { ApiContext } from "../http/api-env.ts";
import { cutConnection } from "../http/cut-connection.ts";

/** A file that is made piece by piece. */
export interface ExportedFile {
  readonly name: string;
  readonly contentType: string;
  readonly pieces: AsyncGenerator<Uint8Array>;
  /** Answer headers besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers a file as fast as its client takes it. What fails before the first piece is answered as a failure; what fails
 * later cuts the connection, so that half a file never looks like a whole one. A client that leaves ends the work.
 */
export async function fileResponse(
  c: ApiContext,
  log: ApiLog,
  { name, contentType, pieces, headers }: ExportedFile,
): Promise<Response> {
  let next = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done === true) return controller.close();
      controller.enqueue(next.value);
      try {
        next = await pieces.next();
      } catch (error) {
        log.error({ err: error, request_id: c.get("requestId"), file: name }, "export cut off");
        // The node server would end an answer whose body fails, with its error's words as the last line.
        if (!cutConnection(c.env)) controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${name}"`,
      ...headers,
    },
  });
}
