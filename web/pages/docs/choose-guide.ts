import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import {
  CUSTOM_PROVIDER,
  isProvider,
  PROVIDER_CATALOGUE,
  PROVIDERS,
} from "../../../domain/provider-catalogue.ts";
import type { Sdk } from "../../guides/guide.ts";
import { guideOf, sdksOf } from "../../guides/guide-of.ts";
import type { DocsMessages } from "../../i18n/docs-en.ts";
import { matchesText } from "../../palette/palette-command.ts";
import type { DocsSearch, DocumentedProvider } from "../../view/docs-search.ts";

/** A wire, and the upstreams of the workspace that speak it. */
export interface GuideEntry {
  readonly provider: DocumentedProvider;
  readonly upstreams: readonly UpstreamRow[];
}

/** What the address chooses. */
export interface ChosenGuide extends GuideEntry {
  /** Null while no upstream speaks this wire. */
  readonly upstream: UpstreamRow | null;
  readonly sdks: readonly Sdk[];
  readonly sdk: Sdk;
  readonly detailsAt: string;
}

/** Every wire, those that the workspace has first. Disabled upstreams are as good as none. */
export function guideEntries(upstreams: readonly UpstreamRow[]): readonly GuideEntry[] {
  const open = upstreams.filter((upstream) => upstream.disabled_at === null);
  const entryOf = (provider: DocumentedProvider): GuideEntry => ({
    provider,
    upstreams: open.filter((upstream) => upstream.provider === provider),
  });
  const custom = entryOf(CUSTOM_PROVIDER);
  const all = [...PROVIDERS.map(entryOf), ...(custom.upstreams.length === 0 ? [] : [custom])];
  return all.toSorted((a, b) => Math.sign(b.upstreams.length) - Math.sign(a.upstreams.length));
}

/** Those that a search finds: by the provider's names, its SDKs, and the slugs of its upstreams. */
export function findEntries(entries: readonly GuideEntry[], q: string): readonly GuideEntry[] {
  return entries.filter((entry) => matchesText(entry.provider, q, wordsOf(entry)) > 0);
}

/** What the address asks for; else the workspace's first upstream, else OpenAI's wire. */
export function chooseGuide(entries: readonly GuideEntry[], search: DocsSearch): ChosenGuide {
  const entry = entries.find(({ provider }) => provider === search.provider) ??
    entries[0] ?? { provider: "openai" as const, upstreams: [] };
  const upstream =
    entry.upstreams.find(({ slug }) => slug === search.upstream) ?? entry.upstreams[0] ?? null;
  const guide = guideOf(upstream ?? { provider: entry.provider, wire: null });
  const sdks = sdksOf(guide);
  const sdk = sdks.find(({ id }) => id === search.sdk) ?? sdks[0];
  return { ...entry, upstream, sdks, sdk, detailsAt: guide.detailsAt };
}

/** As people know it. What is no name of its own is said in the reader's language. */
export function providerName(
  provider: DocumentedProvider,
  words: Pick<DocsMessages, "custom" | "openaiLike">,
): string {
  if (provider === "openai") return words.openaiLike;
  return isProvider(provider) ? PROVIDER_CATALOGUE[provider].name : words.custom;
}

function wordsOf({ provider, upstreams }: GuideEntry): readonly string[] {
  const wires = upstreams.length === 0 ? [{ provider, wire: null }] : upstreams;
  return [
    provider,
    isProvider(provider) ? PROVIDER_CATALOGUE[provider].name : "",
    ...upstreams.map(({ slug }) => slug),
    ...wires.flatMap((wire) => {
      const { sdks, call } = guideOf(wire);
      return [...sdks.map(({ label, install }) => `${label} ${install}`), JSON.stringify(call)];
    }),
  ];
}
