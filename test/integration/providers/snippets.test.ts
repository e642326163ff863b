import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProvider, PROVIDER_CATALOGUE } from "../../../domain/provider-catalogue.ts";
import type { Sdk } from "../../../web/guides/guide.ts";
import { guideOf, sdksOf, targetOf } from "../../../web/guides/guide-of.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { falRequest } from "../../support/provider-fixtures/fal-fixture.ts";
import type {
  ProviderFixture,
  WireAnswer,
} from "../../support/provider-fixtures/provider-fixture.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";
import { VERTEX_PARENT } from "../../support/provider-fixtures/vertex-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const DEADLINE_MS = 60_000;
const [PROJECT = "", LOCATION = ""] = VERTEX_PARENT.split("/").filter((_, at) => at % 2 === 1);

interface Run {
  readonly fixture: ProviderFixture;
  readonly sdk: Sdk;
  /** As the provider names the job. */
  readonly id: string;
  readonly createPath: string;
}

/** The SDKs that are installed here, each before a wire that no other one speaks at the same address. */
const RUN = [
  ["openai", "openai-node"],
  ["azure_openai", "azure-openai"],
  ["google_gemini", "google-genai"],
  ["google_vertex", "google-genai"],
  ["runway", "runway"],
  ["luma_dream_machine", "luma"],
  ["replicate", "replicate"],
  ["fal", "fal"],
  ["xai", "fetch"],
] as const;

let server: PostgresServer;
let stack: ProviderStack;
let folder: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
  folder = await mkdtemp(join(tmpdir(), "reelmeter-snippets-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await stack.close();
  await server.close();
});

describe("the snippets of the dashboard", () => {
  it("run as they are written, and say who and what for", async () => {
    const runs = RUN.map(runOf);
    stack.upstream.answer = ({ method, url }, response) => {
      const { status, text, headers = {} } = answerOf(runs, method, url);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    };
    for (const { fixture, sdk } of runs) {
      const target = targetOf(fixture.provider, upstreamOf(fixture), stack.url, null);
      await writeFile(join(folder, `${fixture.provider}.mjs`), sdk.first(target));
    }
    const names = RUN.map(([provider]) => `import("./${provider}.mjs")`);
    await writeFile(join(folder, "all.mjs"), `await Promise.all([${names.join(", ")}]);`);
    const env = { PATH: process.env["PATH"], REELMETER_KEY: stack.key };
    const all = [join(folder, "all.mjs")];
    await promisify(execFile)(process.execPath, all, { env, timeout: DEADLINE_MS });

    await stack.drain();
    for (const { fixture, id } of runs) {
      const jobId = fixture.jobId?.(id) ?? id;
      const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${jobId}`;
      const { provider, state, feature, user_id } = row ?? {};
      expect({ provider, state, feature, user_id }).toEqual({
        provider: fixture.provider,
        state: "succeeded",
        feature: "remix",
        user_id: "u_42",
      });
    }
  });
});

function runOf([provider, sdkId]: (typeof RUN)[number]): Run {
  const guide = guideOf({ provider, wire: null });
  const sdk = sdksOf(guide).find(({ id }) => id === sdkId);
  const fixture = PROVIDER_FIXTURES.find((each) => each.provider === provider);
  if (sdk === undefined || fixture === undefined) throw new Error(`no ${sdkId} of ${provider}`);
  const createPath = guide.call.path.replace("{project}", PROJECT).replace("{location}", LOCATION);
  return { fixture, sdk, createPath, id: randomUUID() };
}

/** A create is taken, and the first question about it finds it at its end. */
function answerOf(runs: readonly Run[], method: string, url: string): WireAnswer {
  const at = stack.upstream.url;
  // The Google client asks Vertex AI by another version of the same path.
  const path = url.replace(/\?.*/, "").replace("/v1beta1/", "/v1/");
  for (const { fixture, createPath, id } of runs) {
    if (method === "POST" && path === createPath.replace(/\?.*/, "")) {
      return fixture.accepted(id, at);
    }
    const pollPath = fixture.pollPath(id);
    if (path === `${pollPath}/status`) {
      return { status: 200, text: JSON.stringify(falRequest(id, at, "COMPLETED")) };
    }
    const end = fixture.stories[0]?.polls(id, at).at(-1);
    if (path === pollPath && end !== undefined) return end;
  }
  return { status: 404, text: `{"error":{"message":"${method} ${url}"}}` };
}

const upstreamOf = ({ provider }: ProviderFixture) => ({
  slug: provider,
  proxy_url: `${stack.url}/proxy/${provider}${isProvider(provider) ? PROVIDER_CATALOGUE[provider].sdkBase : ""}`,
  base_url: `${stack.upstream.url}/v1/${VERTEX_PARENT}`,
});
