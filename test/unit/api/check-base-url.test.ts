import { describe, expect, it } from "vitest";
import { checkBaseUrl } from "../../../api/upstreams/check-base-url.ts";

const PUBLIC = [
  ["https://api.openai.com/v1", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1/", "https://api.openai.com/v1"],
  ["HTTPS://API.OpenAI.com", "https://api.openai.com"],
  ["http://93.184.216.34:8080/x", "http://93.184.216.34:8080/x"],
  ["https://[2606:4700::1111]/v1", "https://[2606:4700::1111]/v1"],
] as const;

const PRIVATE = [
  "http://127.0.0.1:4090/v1",
  "http://10.0.0.5",
  "http://172.16.9.9:8000",
  "http://192.168.1.1",
  "http://100.64.0.1",
  "http://[::1]:4090",
  "http://[fc00::1]",
  "http://localhost:4090",
  "http://simulator:4090/v1",
  "http://video.internal",
  "http://gpu-1.local",
];

const NEVER = [
  "http://169.254.169.254/latest/meta-data",
  "http://[fe80::1]",
  "http://[::ffff:169.254.169.254]",
  "http://[::ffff:7f00:1]".replace("7f00:1", "a9fe:a9fe"),
  "http://[64:ff9b::7f00:1]",
  "http://[64:ff9b::a9fe:a9fe]",
  "http://[fd00:ec2::254]",
  "http://100.100.100.200",
  "http://metadata.google.internal",
  "http://0.0.0.0",
  "http://[::]",
  "http://224.0.0.1",
  "http://255.255.255.255",
  "http://2130706433",
  "http://0x7f.1",
  "http://0x7f000001",
  "http://0177.0.0.1",
  "http://127.1",
  "http://１２７.0.0.1",
  "http://localhost./v1",
  "http://127.0.0.1./v1",
  "https://user@api.openai.com",
  "https://user:secret@api.openai.com",
  "https://@api.openai.com",
  "https://api.openai.com#@10.0.0.1",
  "https://api.openai.com?x=1",
  "https://api.openai.com/?",
  "https://api.openai.com\\@10.0.0.1",
  "https:\\\\api.openai.com",
  "https://api.openai.com/../admin",
  "https://api.openai.com/%2e%2e/admin",
  "https://api.openai.com//v1",
  "https://api.openai.com:22",
  "https://api.openai.com:25",
  "https://api.openai.com:5432",
  "https://api.openai.com:6379",
  "ftp://api.openai.com",
  "file:///etc/passwd",
  "gopher://api.openai.com",
  "javascript:alert(1)",
  "api.openai.com",
  "https://",
  "https:///v1",
  "https://api openai.com",
  "https://api.openai.com/\n",
];

describe("an upstream's address", () => {
  it.each(PUBLIC)("takes %s and keeps %s", (text, kept) => {
    expect(checkBaseUrl(text, false)).toEqual({ kind: "ok", baseUrl: kept });
  });

  it.each(PRIVATE)("takes the private %s only where private addresses are allowed", (text) => {
    expect(checkBaseUrl(text, false).kind).toBe("refuse");
    expect(checkBaseUrl(text, true).kind).toBe("ok");
  });

  it.each(NEVER)("refuses %s in any case", (text) => {
    expect(checkBaseUrl(text, false).kind).toBe("refuse");
    expect(checkBaseUrl(text, true).kind).toBe("refuse");
  });

  it("on Vertex AI names the project and location that its credential is for", () => {
    const host = "https://us-central1-aiplatform.googleapis.com";
    const judged = (path: string) => checkBaseUrl(host + path, false, "google_vertex");
    const parent = "/v1/projects/acme/locations/us-central1";
    expect(judged(parent)).toEqual({ kind: "ok", baseUrl: host + parent });
    for (const path of ["", "/v1", "/v1/projects/acme", `${parent}/models`, `${parent}/x`]) {
      expect(judged(path)).toMatchObject({ kind: "refuse" });
    }
  });
});
