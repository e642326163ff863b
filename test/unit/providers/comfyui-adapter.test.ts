import { describe, expect, it } from "vitest";
import { wantedFields } from "../../../ingest/proxy/field-reader.ts";
import { JsonFields } from "../../../ingest/proxy/json-fields.ts";
import { DEFAULT_PROXY_LIMITS } from "../../../ingest/proxy/proxy-limits.ts";
import { comfyuiAdapter } from "../../../ingest/providers/comfyui/comfyui-adapter.ts";
import { COMFYUI_WORKFLOW } from "../../support/provider-fixtures/comfyui-fixture.ts";

const intentOf = (nodes: object) => {
  const reader = new JsonFields(wantedFields(comfyuiAdapter, DEFAULT_PROXY_LIMITS));
  reader.write(Buffer.from(JSON.stringify({ prompt: nodes })));
  const baseUrl = new URL("https://comfy.example");
  const call = { operation: "create", route: "/prompt", pathParams: {}, baseUrl } as const;
  return comfyuiAdapter.admit({ ...call, fields: reader.end() }, null);
};
const node = (inputs: object) => ({ class_type: "Any", inputs });

describe("what a ComfyUI workflow asks for", () => {
  it("is read from its loaders, latents and savers", () => {
    expect(intentOf(COMFYUI_WORKFLOW)).toMatchObject({
      model: "wan2.2_t2v_low_noise_14B.safetensors",
      resolution: "832x480",
      requestedSeconds: 5_063_000_000n,
      dimensions: { resolution: "832x480", frames: 81, fps: 16, duration: "5.063" },
      units: { frame: 81_000_000_000n, second: 5_063_000_000n },
      prompt: "Rain on a tin roof\nblurry",
    });
  });

  it("stays unknown where its nodes differ or only link to others", () => {
    const differs = intentOf({ a: node({ width: 832, height: 480 }), b: node({ width: 512 }) });
    expect(differs).toMatchObject({ resolution: "(none)", requestedSeconds: null, units: {} });
    const links = intentOf({ a: node({ width: ["7", 0], height: ["7", 1], length: ["7", 2] }) });
    expect(links).toMatchObject({ resolution: "(none)", units: {} });
  });

  it("is of the model whose name comes first, of several, and of none it can name else", () => {
    const two = { a: node({ unet_name: "wan_low.sft" }), b: node({ unet_name: "wan_high.sft" }) };
    expect(intentOf(two).model).toBe("wan_high.sft");
    expect(intentOf({ a: node({ ckpt_name: "x\u0000y" }) }).model).toBe("comfyui");
    expect(intentOf({}).model).toBe("comfyui");
  });
});
