import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { formatBytes } from "../../format/bytes.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { KeyName } from "./request-columns.tsx";
import { useKeyNames } from "./use-key-names.ts";

/** Everything that is on record of one exchange. */
export function ExchangeCard({ row }: { row: RequestRow }) {
  const t = useMessages();
  const format = useFormat();
  const keys = useKeyNames();
  const search = useViewSearch();
  const { columns, detail, ...words } = t.requests;
  const mono = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  const fact = (id: string, label: string, value: ReactNode) => ({ id, label, value });
  return (
    <Card>
      <h2 className="mb-3 text-[15px] font-semibold tracking-tight">{detail.facts}</h2>
      <Facts
        rows={[
          fact("at", columns.at, <span className="tabular">{format.exactInstant(row.at)}</span>),
          fact("call", columns.call, mono(`${row.method} ${row.route}`)),
          fact("status", detail.status, row.status === 0 ? words.noAnswer : row.status),
          ...(row.error_code === null ? [] : [fact("reason", detail.reason, mono(row.error_code))]),
          fact("took", detail.whole, format.duration(row.duration_ms)),
          fact(
            "upstream-took",
            detail.ofWhich,
            row.upstream_ms === null ? words.notCalled : format.duration(row.upstream_ms),
          ),
          fact("in", columns.received, formatBytes(format.locale, row.bytes_in)),
          fact("out", columns.sent, formatBytes(format.locale, row.bytes_out)),
          fact("retries", detail.retries, format.count(row.retry_count)),
          fact("upstream", detail.upstream, `${row.upstream} (${row.provider})`),
          ...(row.provider_job_id === null
            ? []
            : [fact("job", detail.job, mono(row.provider_job_id))]),
          fact("key", columns.key, <KeyName id={row.key_id} keys={keys} words={t.requests} />),
          fact("feature", t.dimensions.feature, row.feature),
          fact("user", columns.user, <UserLink user={row.user} />),
          fact(
            "generation",
            columns.generation,
            row.generation_id === null ? (
              words.noGeneration
            ) : (
              <Link
                to="/generations/$id"
                params={{ id: row.generation_id }}
                search={search}
                className="font-mono text-xs break-all text-link hover:underline"
              >
                {row.generation_id}
              </Link>
            ),
          ),
        ]}
      />
    </Card>
  );
}
