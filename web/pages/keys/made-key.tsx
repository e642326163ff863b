import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { KeyCreated } from "../../../api/contract/keys.ts";
import { upstreamsQuery } from "../../client/management-queries.ts";
import { SdkTabs } from "../../guides/sdk-tabs.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ShownSecret } from "./shown-secret.tsx";

/** A key's text, the only time it is there, and code that uses it with the upstreams it may call. */
export function MadeKey({ made }: { made: KeyCreated }) {
  const t = useMessages();
  return (
    <div className="space-y-5">
      <ShownSecret secret={made.key} lead={t.keys.shownLead} />
      {made.kind === "proxy" ? <ItsCode made={made} /> : null}
    </div>
  );
}

function ItsCode({ made }: { made: KeyCreated }) {
  const words = useMessages().docs;
  const list = useQuery(upstreamsQuery);
  const [slug, setSlug] = useState<string | null>(null);
  if (list.data === undefined) {
    return list.error === null ? <Skeleton className="h-72 w-full" /> : null;
  }
  const callable = list.data.data.filter(
    (row) => row.disabled_at === null && (made.upstreams?.includes(row.slug) ?? true),
  );
  const upstream = callable.find((row) => row.slug === slug) ?? callable[0];
  return (
    <section className="min-w-0 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-medium">{words.ofKey}</h3>
        {callable.length > 1 && upstream !== undefined ? (
          <Segmented
            label={words.ofKeyUpstream}
            value={upstream.slug}
            choices={callable.map((row) => ({ value: row.slug, label: row.slug }))}
            onChange={setSlug}
          />
        ) : null}
      </div>
      {upstream === undefined ? (
        <p className="text-[13px] text-muted">
          {words.ofKeyNone}{" "}
          <Link to="/upstreams" className="font-medium text-link underline underline-offset-2">
            {words.addUpstream}
          </Link>
        </p>
      ) : (
        <SdkTabs upstream={upstream} secret={made.key} />
      )}
    </section>
  );
}
