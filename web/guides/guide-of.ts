import type { UpstreamRow } from "../../api/contract/upstreams.ts";
import { isProvider, PROVIDER_CATALOGUE } from "../../domain/provider-catalogue.ts";
import { PROMPT, type Guide, type GuideTarget, type PlainCall, type Sdk } from "./guide.ts";
import { GUIDES } from "./guides.ts";
import { plainSdks } from "./plain-sdks.ts";

type Wired = Pick<UpstreamRow, "provider" | "wire">;

/** How to call an upstream: by its provider, or as its own wire is described. */
export function guideOf({ provider, wire }: Wired): Guide {
  return isProvider(provider) ? GUIDES[provider] : describedGuide(wire);
}

/** Every client of a guide: its SDKs first, bare HTTP last. */
export function sdksOf(guide: Guide): readonly [Sdk, ...Sdk[]] {
  const [first, ...rest] = [...guide.sdks, ...plainSdks(guide.call)];
  if (first === undefined) throw new Error("bare HTTP is always a way");
  return [first, ...rest];
}

/**
 * Where a provider's snippets lead.
 * @param upstream null while there is none: the provider's name then stands for its slug.
 */
export function targetOf(
  provider: string,
  upstream: Pick<UpstreamRow, "slug" | "proxy_url" | "base_url"> | null,
  origin: string,
  key: string | null,
): GuideTarget {
  const sdkBase = isProvider(provider) ? PROVIDER_CATALOGUE[provider].sdkBase : "";
  const baseUrl = upstream?.proxy_url ?? `${origin}/proxy/${provider}${sdkBase}`;
  return {
    baseUrl,
    root: baseUrl.slice(0, baseUrl.length - sdkBase.length),
    key,
    upstreamUrl: upstream?.base_url ?? null,
  };
}

interface WireShape {
  readonly routes?: readonly { readonly kind?: string; readonly path?: string }[];
  readonly request?: {
    readonly prompt?: { readonly field?: string };
    readonly model?: { readonly field?: string };
  };
  readonly answer?: { readonly id?: string };
}

function describedGuide(wire: UpstreamRow["wire"]): Guide {
  const { routes = [], request = {}, answer = {} }: WireShape = wire ?? {};
  const pathOf = (kind: string) => routes.find((route) => route.kind === kind)?.path;
  const poll = pathOf("retrieve");
  const named = (field: string | undefined, value: string) =>
    field === undefined || /[.[]/.test(field) ? {} : { [field]: value };
  const call: PlainCall = {
    path: pathOf("create") ?? "/",
    body: {
      ...named(request.model?.field, "your-model"),
      ...named(request.prompt?.field, PROMPT),
    },
    poll: poll === undefined || answer.id === undefined ? null : { path: poll, id: answer.id },
  };
  return { sdks: [], call, detailsAt: "reelmeter" };
}
