import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendRaw } from "../../support/raw-http.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";

const JOB = "video_known";

describe("hostile bytes at the proxy", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;

  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    upstream.answer = (_request, response) => sendJson(response, 200, videoObject({ id: JOB }));
    proxy = await startProxy({ upstreamUrl: upstream.url });
    const body = '{"prompt":"x"}';
    await raw(
      "POST",
      "/proxy/openai/v1/videos",
      ["content-type: application/json", `content-length: ${body.length}`],
      body,
    );
  });

  beforeEach(() => {
    upstream.seen.length = 0;
  });

  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });

  const raw = (method: string, target: string, headers: readonly string[] = [], body = "") =>
    sendRaw(
      proxy.port,
      `${[`${method} ${target} HTTP/1.1`, "Host: localhost", `Authorization: Bearer ${proxy.key}`, ...headers].join("\r\n")}\r\n\r\n${body}`,
    );

  it("lets the plain request through that the others are bent from", async () => {
    expect((await raw("GET", `/proxy/openai/v1/videos/${JOB}`)).statuses).toEqual([200]);
    expect(upstream.seen).toHaveLength(1);
  });

  describe("framing", () => {
    const create = "POST /proxy/openai/v1/videos HTTP/1.1\r\nHost: localhost\r\n";
    it.each([
      [
        "length and chunks together",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
      ],
      ["two different lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde"],
      ["two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"],
      ["a list of lengths", "Content-Length: 5, 5\r\n\r\nabcde"],
      ["a signed length", "Content-Length: +5\r\n\r\nabcde"],
      ["a hexadecimal length", "Content-Length: 0x5\r\n\r\nabcde"],
      ["an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"],
      ["chunks that are not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"],
      ["a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"],
      ["a folded header", "X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n"],
      ["a bare line feed in a value", "X-A: b\nX-B: c\r\nContent-Length: 0\r\n\r\n"],
      ["a NUL in a value", "X-A: b\0c\r\nContent-Length: 0\r\n\r\n"],
      ["a chunk size that is none", "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n"],
      [
        "a chunk size of 17 digits",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n",
      ],
    ])("is refused: %s", async (_name, rest) => {
      const answer = await sendRaw(
        proxy.port,
        `${create}Authorization: Bearer ${proxy.key}\r\n${rest}`,
      );
      expect(answer.statuses.every((status) => status >= 400 && status < 500)).toBe(true);
      expect(upstream.seen.every((seen) => !seen.complete)).toBe(true);
    });

    it("answers pipelined requests one by one, each by its own key", async () => {
      const good = `GET /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\n`;
      const answer = await sendRaw(
        proxy.port,
        `${good}Authorization: Bearer ${proxy.key}\r\n\r\n${good}Authorization: Bearer nobody\r\n\r\n`,
        2,
      );
      expect(answer.statuses).toEqual([200, 401]);
    });
  });

  describe("the request line and the host", () => {
    it.each([
      [
        "two Host headers",
        400,
        `GET /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n`,
      ],
      ["no Host header", 400, `GET /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\n`],
      ["no Host header in HTTP/1.0", 400, `GET /proxy/openai/v1/videos/${JOB} HTTP/1.0\r\n`],
      [
        "an absolute form with a foreign host",
        400,
        `GET http://evil.test/proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\n`,
      ],
      ["TRACE", 405, `TRACE /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\n`],
      [
        "an undeclared method",
        404,
        `PATCH /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\n`,
      ],
      ["HEAD", 404, `HEAD /proxy/openai/v1/videos/${JOB} HTTP/1.1\r\nHost: localhost\r\n`],
    ])("%s: %i", async (_name, status, head) => {
      const answer = await sendRaw(proxy.port, `${head}Authorization: Bearer ${proxy.key}\r\n\r\n`);
      expect(answer.statuses).toEqual([status]);
      expect(upstream.seen).toHaveLength(0);
    });

    it("opens no tunnel for CONNECT and switches to no other protocol", async () => {
      const tunnel = await sendRaw(
        proxy.port,
        "CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n",
        0,
      );
      expect(tunnel.statuses).not.toContain(200);
      const upgraded = await raw("GET", `/proxy/openai/v1/videos/${JOB}`, [
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
      ]);
      expect(upgraded.statuses).not.toContain(101);
      expect(upstream.seen[0]?.headers["upgrade"]).toBeUndefined();
    });
  });

  describe("paths", () => {
    it.each([
      ["/proxy/openai/v1/videos/../../admin", 400],
      ["/proxy/openai/v1/videos/%2e%2e/%2E%2E/admin", 400],
      ["/proxy/openai/v1/videos/..%2fkeys", 400],
      ["/proxy/openai/v1/videos/..%5ckeys", 400],
      ["/proxy/openai/v1/videos/%252e%252e", 400],
      ["/proxy/openai/v1/videos/..;/admin", 400],
      ["/proxy/openai/v1/videos/a%00b", 400],
      ["/proxy/openai/v1/videos/%ZZ", 400],
      ["/proxy/openai/v1/videos/%c0%af", 400],
      ["/proxy/openai/v1/videos/p@evil.test", 400],
      [`/proxy/openai/v1/videos/${"a".repeat(300)}`, 400],
      [`/proxy/openai/v1/videos/-x`, 400],
      ["/proxy/openai//v1/videos", 404],
      ["/proxy/openai/v1//videos", 404],
      ["/proxy//openai/v1/videos", 404],
      ["/proxy/openai/v1/videos/", 404],
      ["/proxy/openai/V1/videos", 404],
      ["/proxy/openai/v1/Videos", 404],
      ["/proxy/openai", 404],
      ["/proxy/openai/v1/files", 404],
      ["/proxy/openai/v1/models", 404],
      ["/proxy/openai/v1/organization/costs", 404],
      ["/proxy/openai/v1/chat/completions", 404],
      [`/proxy/openai/v1/videos/${JOB}/content/x`, 404],
      ["/proxy/elsewhere/v1/videos", 404],
      [`/proxy/openai/v1/videos/video_of_nobody`, 404],
    ])("%s: %i, and nothing reaches the upstream", async (target, status) => {
      const answer = await raw("GET", target);
      expect(answer.statuses).toEqual([status]);
      expect(answer.text).toContain('{"error":{"message":');
      expect(upstream.seen).toHaveLength(0);
    });

    it("asks for a key before it tells which routes there are", async () => {
      for (const path of ["/proxy/openai/v1/files", "/proxy/nowhere/v1/videos", "/proxy/openai"]) {
        const answer = await sendRaw(proxy.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
        expect(answer.statuses).toEqual([401]);
      }
    });
  });

  describe("credentials", () => {
    const poll = (headers: readonly string[], query = "") =>
      sendRaw(
        proxy.port,
        `GET /proxy/openai/v1/videos/${JOB}${query} HTTP/1.1\r\n${["Host: localhost", ...headers].join("\r\n")}\r\n\r\n`,
      );

    it.each([
      "Authorization: Bearer ",
      "authorization: bearer ",
      "Authorization: Key ",
      "Authorization: Token ",
      "x-goog-api-key: ",
      "Reelmeter-Key: ",
    ])("are taken where an SDK puts them: %s", async (place) => {
      expect((await poll([`${place}${proxy.key}`])).statuses).toEqual([200]);
      expect(JSON.stringify(upstream.seen)).not.toContain(proxy.key);
      expect(upstream.seen[0]?.headers["authorization"]).toBe("Bearer sk-upstream-credential");
    });

    it("are taken from the query and cut out of it", async () => {
      const answer = await poll([], `?variant=video&%6bey=${proxy.key}&x=%20y`);
      expect(answer.statuses).toEqual([200]);
      expect(upstream.seen[0]?.url).toBe(`/v1/videos/${JOB}?variant=video&x=%20y`);
    });

    it("answer 401 with one and the same body, whatever is wrong with them", async () => {
      const other = proxy.directory.addKey({ workspaceId: proxy.workspaceId }).text;
      const expired = proxy.directory.addKey({
        workspaceId: proxy.workspaceId,
        expiresAtMs: 1,
      }).text;
      const wrong = [
        [],
        ["Authorization: Bearer rm_live_unknownunknownunknownunknown"],
        [`Authorization: Bearer ${proxy.key.slice(0, -1)}`],
        [`Authorization: Bearer ${proxy.key}x`],
        [`Authorization: Basic ${proxy.key}`],
        [`Authorization: Bearer ${"k".repeat(10_000)}`],
        ["Authorization: Bearer rm_live_\u00e9\u00e8"],
        [`Authorization: Bearer ${expired}`],
        [`Authorization: Bearer ${proxy.key}`, `Authorization: Bearer ${other}`],
        [`Authorization: Bearer ${proxy.key}`, `Reelmeter-Key: ${other}`],
        [`Authorization: Bearer ${proxy.key}`, "x-api-key: something-else"],
      ];
      const bodies = new Set<string>();
      for (const headers of wrong) {
        const answer = await poll(headers);
        expect(answer.statuses).toEqual([401]);
        bodies.add(answer.text.slice(answer.text.indexOf("\r\n\r\n")));
      }
      expect(
        (await poll([`Authorization: Bearer ${proxy.key}`], `?key=${other}`)).statuses,
      ).toEqual([401]);
      expect(bodies.size).toBe(1);
      expect(upstream.seen).toHaveLength(0);
    });

    it("open only the upstreams and models they were made for", async () => {
      const narrow = proxy.directory.addKey({
        workspaceId: proxy.workspaceId,
        upstreams: new Set(["other"]),
      }).text;
      expect((await poll([`Authorization: Bearer ${narrow}`])).statuses).toEqual([403]);
      const pro = proxy.directory.addKey({
        workspaceId: proxy.workspaceId,
        models: new Set(["sora-2-pro"]),
      }).text;
      const body = '{"prompt":"x"}';
      const refused = await sendRaw(
        proxy.port,
        `POST /proxy/openai/v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${pro}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      expect(refused.statuses).toEqual([403]);
      expect(upstream.seen).toHaveLength(0);
    });
  });

  describe("headers", () => {
    it("keeps everything that is ours, the client's or this hop's away from the upstream", async () => {
      const kept = [
        "Accept: application/json",
        "User-Agent: test/1",
        "X-Stainless-Lang: js",
        "Traceparent: 00-a-b-01",
      ];
      const dropped = [
        "Cookie: a=b",
        "Proxy-Authorization: Basic x",
        "Proxy-Connection: close",
        "Connection: keep-alive, X-Foo, authorization",
        "X-Foo: bar",
        "Keep-Alive: timeout=5",
        "TE: trailers",
        "Upgrade: h2c",
        "Trailer: x",
        "Expect: 100-continue",
        "Reelmeter-Feature: remix",
        "Reelmeter-Anything: x",
        "Helicone-User-Id: u",
        "Helicone-Auth: x",
        "x-litellm-customer-id: c",
        "x-portkey-metadata: {}",
        "cf-aig-metadata: {}",
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "X-Real-IP: 1.2.3.4",
        "Via: 1.1 x",
        "X-HTTP-Method-Override: DELETE",
        "OpenAI-Organization: org-other",
        "Accept-Encoding: gzip",
      ];
      const answer = await raw("GET", `/proxy/openai/v1/videos/${JOB}`, [
        ...kept,
        ...dropped,
        "Baggage: reelmeter.feature=x, other=1;p=q,reelmeter.user=y",
      ]);
      expect(answer.statuses.at(-1)).toBe(200);
      const seen = upstream.seen[0]?.headers ?? {};
      expect(
        upstream.seen[0]?.rawHeaders
          .filter((_, index) => index % 2 === 0)
          .map((name) => name.toLowerCase())
          .toSorted((a, b) => (a < b ? -1 : 1)),
      ).toEqual([
        "accept",
        "accept-encoding",
        "authorization",
        "baggage",
        "connection",
        "host",
        "traceparent",
        "user-agent",
        "x-stainless-lang",
      ]);
      expect(seen["baggage"]).toBe("other=1;p=q");
      expect(seen["accept-encoding"]).toBe("identity");
      expect(seen["host"]).toBe(`127.0.0.1:${upstream.port}`);
      expect(seen["authorization"]).toBe("Bearer sk-upstream-credential");
    });

    it.each(["Reelmeter_User: x", "X_Forwarded_For: 1.2.3.4", "Reelmeter_Key: k"])(
      "refuses a name with underscores that is one of ours otherwise: %s",
      async (line) => {
        expect((await raw("GET", `/proxy/openai/v1/videos/${JOB}`, [line])).statuses).toEqual([
          400,
        ]);
      },
    );

    it("refuses an attribution value that can't be stored, naming its header", async () => {
      const answer = await raw("GET", `/proxy/openai/v1/videos/${JOB}`, [
        `Reelmeter-User: ${"u".repeat(201)}`,
      ]);
      expect(answer.statuses).toEqual([400]);
      expect(answer.text).toContain('"param":"Reelmeter-User"');
      expect(upstream.seen).toHaveLength(0);
    });

    it("leaves out of the answer what speaks for our origin, and passes the rest unchanged", async () => {
      upstream.answer = (_request, response) => {
        response.writeHead(200, {
          "content-type": "application/json",
          "set-cookie": "a=b",
          "strict-transport-security": "max-age=1",
          "reelmeter-request-id": "spoofed",
          "x-request-id": "req_1",
          "x-ratelimit-remaining-requests": "7",
          connection: "keep-alive, x-hop",
          "x-hop": "1",
        });
        response.end(JSON.stringify(videoObject({ id: JOB })));
      };
      const { text } = await raw("GET", `/proxy/openai/v1/videos/${JOB}`);
      expect(text).toContain("x-request-id: req_1");
      expect(text).toContain("x-ratelimit-remaining-requests: 7");
      expect(text).toMatch(/reelmeter-request-id: [0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(text).not.toMatch(/set-cookie|strict-transport|spoofed|x-hop/i);
    });

    it("never follows a redirect: it passes unchanged and nothing is sent to its target", async () => {
      const elsewhere = await startScriptedUpstream();
      upstream.answer = (_request, response) => {
        response.writeHead(307, { location: `${elsewhere.url}/v1/videos/${JOB}` });
        response.end();
      };
      const answer = await raw("GET", `/proxy/openai/v1/videos/${JOB}`);
      expect(answer.statuses).toEqual([307]);
      expect(answer.text).toContain(`location: ${elsewhere.url}/v1/videos/${JOB}`);
      expect(elsewhere.seen).toHaveLength(0);
      await elsewhere.close();
    });
  });

  it.each(["gzip", "br", "deflate", "gzip, gzip", "zstd"])(
    "answers 415 to a body coded as %s",
    async (coding) => {
      const answer = await raw(
        "POST",
        "/proxy/openai/v1/videos",
        ["content-type: application/json", "content-length: 2", `content-encoding: ${coding}`],
        "{}",
      );
      expect(answer.statuses).toEqual([415]);
      expect(upstream.seen).toHaveLength(0);
    },
  );

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=a; boundary=b",
    "application/json; charset=utf-16",
    "multipart/mixed; boundary=a",
  ])("answers 415 to a body of type %s", async (type) => {
    const answer = await raw(
      "POST",
      "/proxy/openai/v1/videos",
      [`content-type: ${type}`, "content-length: 2"],
      "{}",
    );
    expect(answer.statuses).toEqual([415]);
  });

  it("logs no credential, no query and no prompt", () => {
    const lines = proxy.logged.join("\n");
    expect(lines).not.toContain(proxy.key);
    expect(lines).not.toContain("sk-upstream-credential");
    expect(lines).not.toMatch(/rm_live_|variant=/);
    expect(JSON.stringify(proxy.requestLog.records)).not.toMatch(/rm_live_|sk-upstream/);
  });
});
