import { Link } from "@tanstack/react-router";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { UserLink } from "../../quotas/user-link.tsx";
import { Name } from "../../ui/name.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

const ATTRIBUTION = [
  "feature",
  "surface",
  "user",
  "customer",
  "region",
  "platform",
  "plan",
] as const;

/** To whom and to what it belongs; each value leads to its others, a user to their page. */
export function AttributionCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const tags = Object.entries(detail.tags);
  return (
    <Card>
      <h2 className="mb-3 text-[15px] font-semibold tracking-tight">{t.generation.attribution}</h2>
      <Facts
        rows={[
          ...ATTRIBUTION.map((name) => ({
            id: name,
            label: t.dimensions[name],
            value:
              name === "user" ? (
                <UserLink user={detail.user} />
              ) : (
                <Value name={name} value={detail[name]} />
              ),
          })),
          ...tags.map(([name, value]) => ({ id: `tag:${name}`, label: name, value })),
        ]}
      />
    </Card>
  );
}

function Value({ name, value }: { name: (typeof ATTRIBUTION)[number]; value: string }) {
  const search = useViewSearch();
  if (value === NONE) return <em className="text-muted">{NONE}</em>;
  return (
    <Link
      to="/generations"
      search={{ ...search, f: [`${name}:${value}`] }}
      className="text-link hover:underline"
    >
      <Name>{value}</Name>
    </Link>
  );
}

/** What was asked for and what came of it. */
export function ParametersCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.generation;
  const seconds = (value: string | null) =>
    value === null ? (
      <span className="text-muted">{t.common.unknown}</span>
    ) : (
      `${format.decimal(value)} s`
    );
  const mono = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  const shown = new Set(["size", "seconds", "resolution", "audio", "operation"]);
  return (
    <Card>
      <h2 className="mb-3 text-[15px] font-semibold tracking-tight">{words.parameters}</h2>
      <Facts
        rows={[
          { id: "operation", label: words.operation, value: detail.operation },
          { id: "model", label: words.model, value: detail.model },
          { id: "resolution", label: words.resolution, value: detail.resolution },
          { id: "requested", label: words.requested, value: seconds(detail.requested_seconds) },
          { id: "delivered", label: words.delivered, value: seconds(detail.video_seconds) },
          ...(detail.audio === null
            ? []
            : [
                {
                  id: "audio",
                  label: words.audio,
                  value: detail.audio ? t.common.yes : t.common.no,
                },
              ]),
          ...Object.entries(detail.dimensions)
            .filter(([name]) => !shown.has(name))
            .map(([name, value]) => ({ id: `d:${name}`, label: name, value: String(value) })),
          {
            id: "upstream",
            label: words.upstream,
            value: `${detail.upstream} (${detail.provider})`,
          },
          ...(detail.provider_job_id === null
            ? []
            : [{ id: "job", label: words.jobId, value: mono(detail.provider_job_id) }]),
          ...(detail.source_provider_job_id === null
            ? []
            : [
                {
                  id: "source",
                  label: words.sourceJob,
                  value: mono(detail.source_provider_job_id),
                },
              ]),
          { id: "key", label: words.key, value: mono(detail.key_id) },
        ]}
      />
    </Card>
  );
}
