import OpenAI from "openai";
import { createSimulator, type Simulator } from "../../simulator/create-simulator.ts";
import type { Account, SessionCookie } from "./browser-session.ts";
import { startServer, type RunningServer, type ServerOptions } from "./running-server.ts";

export interface WebStack {
  readonly server: RunningServer;
  readonly simulator: Simulator;
  readonly simulatorUrl: string;
  readonly owner: Account;
  /** The owner's session, as the browser keeps it. */
  readonly session: SessionCookie;
  /** The official SDK, pointed at the proxy with a key of its own. */
  client(headers: Readonly<Record<string, string>>): OpenAI;
  close(): Promise<void>;
}

const SIMULATED_MS = 200;
const OWNER: Account = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "a long enough password",
};

/** The real server and the simulator, with an owner, an upstream, a price and a key. */
export async function startWebStack(options: Pick<ServerOptions, "env"> = {}): Promise<WebStack> {
  const simulator = createSimulator({
    queueMs: 20,
    generationMs: SIMULATED_MS,
    reportInferenceTime: true,
    seed: 7,
  });
  const { url: simulatorUrl } = await simulator.listen();
  const server = await startServer(options);
  const session = await createOwner(server);
  await expectCreated(
    server.api("POST", "/api/v1/upstreams", {
      slug: "openai",
      provider: "openai",
      base_url: `${simulatorUrl}/v1`,
      credential: "simulator",
      allow_private: true,
    }),
  );
  // A price of our own: the built-in ones end with the model's public life.
  await expectCreated(
    server.api("POST", "/api/v1/prices", {
      provider: "openai",
      model: "sora-2",
      unit: "second",
      amount: "0.10",
      currency: "USD",
      valid_from: "2025-10-06",
    }),
  );
  const { key } = await expectCreated(server.api("POST", "/api/v1/keys", { name: "tests" }));
  return {
    server,
    simulator,
    simulatorUrl,
    owner: OWNER,
    session,
    client: (headers) =>
      new OpenAI({
        baseURL: `${server.url}/proxy/openai/v1`,
        apiKey: String(key),
        defaultHeaders: { ...headers },
        maxRetries: 0,
      }),
    close: async () => {
      await server.stop();
      await simulator.close();
    },
  };
}

/** Makes the first account with the printed token and keeps the session that the answer sets. */
async function createOwner(server: RunningServer): Promise<SessionCookie> {
  const response = await fetch(new URL("/api/v1/setup/owner", server.url), {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(server.url).origin },
    body: JSON.stringify({ token: server.setupToken, ...OWNER }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const at = cookie.indexOf("=");
  if (response.status !== 201 || at < 0) {
    throw new Error(`no owner: ${response.status} ${await response.text()}`);
  }
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
}

const POLL_MS = 60;
const CLIP_TIMEOUT_MS = 20_000;

/** Makes one clip and waits for its end; `download` fetches it, as a real client does. */
export async function makeClip(
  client: OpenAI,
  {
    model = "sora-2",
    seconds = "4",
    download = true,
  }: { model?: string; seconds?: "4" | "8"; download?: boolean } = {},
): Promise<string> {
  let video = await client.videos.create({
    model,
    prompt: `A boat ${Math.random()}`,
    seconds,
  });
  const deadline = Date.now() + CLIP_TIMEOUT_MS;
  while (video.status === "queued" || video.status === "in_progress") {
    if (Date.now() > deadline) throw new Error(`${video.id} did not end in ${CLIP_TIMEOUT_MS} ms`);
    await new Promise((tick) => setTimeout(tick, POLL_MS));
    video = await client.videos.retrieve(video.id);
  }
  if (download) await (await client.videos.downloadContent(video.id)).arrayBuffer();
  return video.id;
}

async function expectCreated(
  call: Promise<{ status: number; body: unknown }>,
): Promise<Record<string, unknown>> {
  const { status, body } = await call;
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${JSON.stringify(body)}`);
  return body as Record<string, unknown>;
}
