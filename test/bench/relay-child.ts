import { createServer } from "node:http";
import { Pool } from "undici";
import { reportUsage } from "./report-usage.ts";

// The bare relay: no key, no check, no reading. The least that any proxy in Node must do.
const pool = new Pool(process.argv[2] ?? "", { connections: 256 });
const server = createServer((incoming, outgoing) => {
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  pool.stream(
    {
      path: incoming.url?.replace("/proxy/openai", "") ?? "/",
      method: "GET",
      ...(incoming.method === "POST" ? { method: "POST" as const, body: incoming } : {}),
      headers,
    },
    ({ statusCode, headers: answered }) => {
      outgoing.writeHead(statusCode, answered);
      return outgoing;
    },
    (error) => {
      if (error !== null) outgoing.destroy();
    },
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  reportUsage({ url: `http://127.0.0.1:${port}`, key: "sk-anything" });
});
