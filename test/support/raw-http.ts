import { once } from "node:events";
import { connect } from "node:net";

/** What came back over a raw connection, until the other side closed it or fell silent. */
export interface RawAnswer {
  readonly text: string;
  /** Status of each answer on the connection, in order. */
  readonly statuses: readonly number[];
}

const QUIET_MS = 60;
const DEADLINE_MS = 5_000;

/** Writes bytes as they are to a port of this machine and reads until `answers` came or the line is quiet. */
export async function sendRaw(
  port: number,
  bytes: string | Buffer,
  answers = 1,
): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  const count = () =>
    (
      Buffer.concat(chunks)
        .toString("latin1")
        .match(/HTTP\/1\.1 \d{3} /g) ?? []
    ).length;
  const ended = new Promise<void>((resolve) => {
    let quiet: NodeJS.Timeout | null = null;
    const deadline = setTimeout(resolve, DEADLINE_MS);
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (quiet !== null) clearTimeout(quiet);
      if (count() >= answers) quiet = setTimeout(resolve, QUIET_MS);
    });
    socket.on("error", () => resolve());
    socket.on("close", () => {
      clearTimeout(deadline);
      resolve();
    });
  });
  await once(socket, "connect");
  socket.write(bytes);
  await ended;
  socket.destroy();
  const text = Buffer.concat(chunks).toString("latin1");
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]));
  return { text, statuses };
}
