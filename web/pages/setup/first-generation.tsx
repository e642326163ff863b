import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PartyPopper } from "lucide-react";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import type { FirstRequest } from "../../../api/contract/setup.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { generationQuery } from "../../client/generation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CostText } from "../generations/cost-text.tsx";
import { StateBadge } from "../generations/state-badge.tsx";
import { missingFrom } from "./missing-from.ts";

type Accepted = NonNullable<FirstRequest["accepted"]>;

/** The first clip: what was read of it, and what would make it tell more. */
export function FirstGeneration({ accepted }: { accepted: Accepted }) {
  const t = useMessages();
  const { data: detail } = useQuery(generationQuery(accepted.generation_id));
  return (
    <div
      className="rise space-y-5 rounded-xl border border-ok/40 bg-ok-tint p-5"
      data-testid="celebration"
    >
      <p className="flex items-center gap-2.5 text-lg font-semibold text-ok">
        <PartyPopper size={22} aria-hidden="true" />
        {t.setup.received}
      </p>
      <div className="rounded-lg bg-card p-4">
        {detail === undefined ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <WhatWeRead detail={detail} />
        )}
      </div>
      <Missing accepted={accepted} />
      <div className="flex flex-wrap gap-2">
        <Link to="/" search={{ range: "24h" }} className={buttonClass({ variant: "primary" })}>
          {t.setup.open}
        </Link>
        <Link
          to="/generations/$id"
          params={{ id: accepted.generation_id }}
          className={buttonClass()}
        >
          {t.setup.look}
        </Link>
      </div>
    </div>
  );
}

function WhatWeRead({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const open = detail.finished_at === null;
  const unknown = <span className="text-muted">{t.common.unknown}</span>;
  return (
    <>
      <p className="tabular text-3xl font-semibold tracking-tight" data-testid="first-cost">
        <CostText cost={detail.cost} />
      </p>
      <p className="mb-3 text-[13px] text-muted">{t.generations.bases[detail.cost.basis]}</p>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <StateBadge state={detail.status} />
        {open ? <span className="text-[13px] text-muted">{t.setup.running}</span> : null}
      </div>
      <Facts
        rows={[
          {
            id: "length",
            label: t.setup.length,
            value:
              detail.video_seconds === null ? unknown : `${format.decimal(detail.video_seconds)} s`,
          },
          {
            id: "took",
            label: t.generations.took,
            value:
              detail.finished_at === null
                ? unknown
                : format.duration(Date.parse(detail.finished_at) - Date.parse(detail.created_at)),
          },
          {
            id: "gpu",
            label: t.setup.gpu,
            value:
              detail.gpu_ms === null ? (
                <>
                  {unknown}{" "}
                  <span className="text-muted">
                    {open ? t.generations.noGpuYet : t.generations.noGpu}
                  </span>
                </>
              ) : (
                format.duration(detail.gpu_ms)
              ),
          },
          {
            id: "attribution",
            label: t.setup.attribution,
            value:
              [detail.feature, detail.user, detail.surface]
                .filter((value) => value !== NONE)
                .join(" · ") || unknown,
          },
          { id: "model", label: t.generation.model, value: `${detail.model} ${detail.resolution}` },
        ]}
      />
    </>
  );
}

function Missing({ accepted }: { accepted: Accepted }) {
  const t = useMessages();
  const missing = missingFrom(accepted);
  if (missing.length === 0) return <p className="text-[13px]">{t.setup.nothingMissing}</p>;
  const sentences = {
    feature: t.setup.missingFeature,
    user: t.setup.missingUser,
    price: t.setup.missingPrice,
  };
  return (
    <div className="text-[13px]">
      <p className="mb-2 font-medium">{t.setup.missing}</p>
      <ul className="space-y-2.5">
        {missing.map((item) => (
          <li key={item.what}>
            {sentences[item.what]}{" "}
            {item.header === null ? (
              <Link to="/prices" className="font-medium text-link underline underline-offset-2">
                {t.setup.addPrice}
              </Link>
            ) : (
              <>
                {t.setup.addHeader}{" "}
                <code className="inline-block rounded bg-card px-1.5 py-0.5 font-mono text-xs whitespace-nowrap">
                  {item.header}
                </code>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
