import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { targetOf } from "../../guides/guide-of.ts";
import { SnippetBlock } from "../../guides/snippet-block.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { providerName, type ChosenGuide } from "./choose-guide.ts";

/** One provider by one client: what to install, and a first clip. */
export function GuideCard({ chosen }: { chosen: ChosenGuide }) {
  const t = useMessages();
  const words = t.docs;
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/docs" });
  const { provider, upstream, upstreams, sdks, sdk } = chosen;
  const target = targetOf(provider, upstream, window.location.origin, null);
  const name = providerName(provider, words);
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{name}</h2>
      <p className="mt-1 mb-4 flex flex-wrap items-center gap-x-1.5 text-[13px] text-muted">
        {words.baseUrl}
        <code className="font-mono text-xs break-all text-text">{target.baseUrl}</code>
        <CopyButton text={target.baseUrl} label={words.copy(words.baseUrl)} />
      </p>
      {upstream === null ? (
        <div className="mb-4">
          <Notice tone="warn">
            {words.noUpstream(name, provider)}{" "}
            <Link to="/upstreams" className="font-medium underline underline-offset-2">
              {words.addUpstream}
            </Link>
          </Notice>
        </div>
      ) : null}
      <div className="mb-4 flex flex-wrap gap-x-4 gap-y-2">
        {upstreams.length > 1 ? (
          <Segmented
            label={words.upstream}
            value={upstream?.slug ?? ""}
            choices={upstreams.map(({ slug }) => ({ value: slug, label: slug }))}
            onChange={(slug) =>
              void navigate({
                to: "/docs",
                search: { ...search, provider, upstream: slug },
                resetScroll: false,
              })
            }
          />
        ) : null}
        <Segmented
          label={words.sdk}
          value={sdk.id}
          choices={sdks.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) =>
            void navigate({
              to: "/docs",
              search: { ...search, provider, sdk: id },
              resetScroll: false,
            })
          }
        />
      </div>
      <div className="space-y-3">
        {sdk.install === null ? null : <SnippetBlock code={sdk.install} label={words.install} />}
        <SnippetBlock code={sdk.first(target)} label={words.firstClip(sdk.label)} />
      </div>
      <p className="mt-3 text-[13px] text-muted">
        {words.keyFrom("REELMETER_KEY")}{" "}
        <Link to="/keys" className="font-medium text-link underline underline-offset-2">
          {words.toKeys}
        </Link>
      </p>
    </Card>
  );
}
