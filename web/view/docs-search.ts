import { CUSTOM_PROVIDER, PROVIDERS, type Provider } from "../../domain/provider-catalogue.ts";
import { SDK_IDS, type SdkId } from "../guides/guide.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";

const DOCUMENTED = [...PROVIDERS, CUSTOM_PROVIDER] as const;
export type DocumentedProvider = Provider | typeof CUSTOM_PROVIDER;

/** The part of the address that only the page of snippets reads. */
export interface DocsSearch {
  readonly provider?: DocumentedProvider;
  readonly sdk?: SdkId;
  /** The slug of an upstream, where several speak one wire. */
  readonly upstream?: string;
  /** What is looked for among the providers. */
  readonly q?: string;
}

export function readDocsSearch(search: FlatSearch): DocsSearch {
  const provider = oneOf(DOCUMENTED, first(search["provider"]));
  const sdk = oneOf(SDK_IDS, first(search["sdk"]));
  const upstream = firstName(search["upstream"]);
  const q = firstName(search["q"]);
  return {
    ...(provider === null ? {} : { provider }),
    ...(sdk === null ? {} : { sdk }),
    ...(upstream === null ? {} : { upstream }),
    ...(q === null ? {} : { q }),
  };
}
