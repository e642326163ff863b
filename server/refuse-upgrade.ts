import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Answers a request for a websocket with a status alone, and ends its connection. */
export function refuseUpgrade(socket: Duplex, status: 400 | 404 | 405 | 431 | 503): void {
  socket.on("error", () => socket.destroy());
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`;
  socket.end(`${head}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
