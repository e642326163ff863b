import { describe, expect, it } from "vitest";
import { geminiAdapter } from "../../../ingest/providers/google-gemini/gemini-adapter.ts";
import { vertexPath } from "../../../ingest/providers/google-vertex/vertex-path.ts";
import { googleRefusal } from "../../../ingest/providers/google/google-error.ts";

const PARENT = "/projects/acme/locations/us-central1";
const MODEL = `${PARENT}/publishers/google/models/veo-3.1-generate-001`;

describe("the path of a call on Vertex AI", () => {
  const on = (base: string, path = `/v1beta1${MODEL}:predictLongRunning`) =>
    vertexPath(new URL(base), path);

  it.each([
    `https://us-central1-aiplatform.googleapis.com/v1${PARENT}`,
    `https://us-central1-aiplatform.googleapis.com/v1beta1${PARENT}/publishers/google`,
  ])("is the client's own where the base URL names the same project and location: %s", (base) => {
    expect(on(base)).toBe(`/v1beta1${MODEL}:predictLongRunning`);
  });

  it("goes behind what a gateway's address begins with", () => {
    expect(on(`https://gateway.example/google/v1${PARENT}`)).toBe(
      `/google/v1beta1${MODEL}:predictLongRunning`,
    );
  });

  it.each([
    "https://us-central1-aiplatform.googleapis.com",
    "https://us-central1-aiplatform.googleapis.com/v1",
    "https://us-central1-aiplatform.googleapis.com/v1/projects/other/locations/us-central1",
    "https://us-central1-aiplatform.googleapis.com/v1/projects/acme/locations/europe-west4",
    "https://us-central1-aiplatform.googleapis.com/v1/projects/acme-2/locations/us-central1",
    "https://us-central1-aiplatform.googleapis.com/v1/projects/acm/locations/us-central1",
  ])("is none on %s", (base) => {
    expect(on(base)).toBeNull();
  });

  it("is none where the client's path hides another project behind the own one", () => {
    const base = `https://us-central1-aiplatform.googleapis.com/v1${PARENT}`;
    expect(on(base, `/v1${PARENT}/v1/projects/other/locations/us-central1/x`)).toBeNull();
    expect(on(base, `/v1/projects/other/v1${MODEL}:predictLongRunning`)).toBeNull();
  });
});

describe("the addresses of Veo's files", () => {
  const uri = "https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media";
  const body = {
    name: "models/m/operations/1",
    done: true,
    response: { generateVideoResponse: { generatedSamples: [{ video: { uri } }] } },
  };
  const seenBy = (client: string) =>
    geminiAdapter.urlsOf?.(body, {
      header: (name) => (name === "x-goog-api-client" ? client : ""),
    });

  it("are exchanged for everybody but Google's own SDKs, which make theirs of their base URL", () => {
    expect(seenBy("")).toEqual([uri]);
    expect(seenBy("google-genai-sdk/2.32.0 gl-node/v20.20.0")).toEqual([]);
  });
});

it("a refusal names its own code in Google's ErrorInfo, whose metadata are strings", () => {
  const refusal = {
    status: 429,
    type: "quota_exceeded",
    code: "user_quota_exceeded",
    message: "No more today.",
    detail: { limit: "30", resets_at: null },
  };
  expect(googleRefusal(refusal)).toEqual({
    error: {
      code: 429,
      message: "No more today.",
      status: "RESOURCE_EXHAUSTED",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "USER_QUOTA_EXCEEDED",
          domain: "reelmeter",
          metadata: { type: "quota_exceeded", limit: "30" },
        },
      ],
    },
  });
});
