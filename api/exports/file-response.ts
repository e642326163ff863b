import type { CallContext } from "../http/call-context.ts";

export interface ExportedFile {
  readonly name: string;
  readonly contentType: string;
  readonly pieces: AsyncGenerator<Uint8Array>;
  /** Answer headers besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers a file piece by piece, as fast as the client takes it. What fails before the first piece is answered as a failure;
 * what fails later cuts the connection, so that half a file never looks like a whole one. A client that leaves ends the work.
 */
export async function fileResponse(ctx: CallContext, file: ExportedFile): Promise<Response> {
  const { pieces } = file;
  let next = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
        if (next.done !== true) next = await pieces.next();
      } catch (error) {
        ctx.deps.log.error(
          { err: error, request_id: ctx.requestId, file: file.name },
          "An export was cut off",
        );
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.name}"`,
      ...file.headers,
    },
  });
}
