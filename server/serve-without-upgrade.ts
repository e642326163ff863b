import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Hands a request back to the server as if it had not asked for another protocol (RFC 9110 §7.8 lets a server ignore
 * that): some HTTP clients offer `h2c` with every request. Its bytes are put back in front of what still arrives.
 */
export function serveWithoutUpgrade(
  server: Server,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { method = "", url = "", httpVersion, rawHeaders } = incoming;
  let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.toLowerCase() !== "upgrade") text += `${name}: ${rawHeaders[index + 1] ?? ""}\r\n`;
  }
  // Node reads header bytes as latin1.
  socket.unshift(Buffer.concat([Buffer.from(`${text}\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}
