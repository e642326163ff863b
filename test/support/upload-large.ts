import { request } from "node:http";

const PIECE = Buffer.alloc(64 * 1_024, 7);

export interface Uploaded {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a create with a file of so many bytes, piece by piece, and stops when it is answered. */
export function uploadLarge(
  url: string,
  options: { readonly key: string; readonly fileBytes: number; readonly chunked: boolean },
): Promise<Uploaded> {
  const head = Buffer.from(
    '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nlarge\r\n--b\r\n' +
      'Content-Disposition: form-data; name="input_reference"; filename="f.png"\r\n' +
      "Content-Type: image/png\r\n\r\n",
  );
  const tail = Buffer.from("\r\n--b--\r\n");
  const pieces = Math.ceil(options.fileBytes / PIECE.length);
  const bytes = head.length + pieces * PIECE.length + tail.length;
  return new Promise((resolve, reject) => {
    const upload = request(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${options.key}`,
        "content-type": "multipart/form-data; boundary=b",
        ...(options.chunked ? {} : { "content-length": String(bytes) }),
      },
    });
    let answered = false;
    upload.on("response", (response) => {
      answered = true;
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
        upload.destroy();
      });
    });
    // The server may close a connection whose body it does not want, once it has answered.
    upload.on("error", (error) => {
      if (!answered) reject(error);
    });
    let sent = 0;
    const send = (): void => {
      while (sent < pieces) {
        if (answered) return;
        sent += 1;
        if (!upload.write(PIECE)) {
          upload.once("drain", send);
          return;
        }
      }
      if (!answered) upload.end(tail);
    };
    upload.write(head);
    send();
  });
}
