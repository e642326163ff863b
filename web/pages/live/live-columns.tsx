import { Link } from "@tanstack/react-router";
import type { LiveJob } from "../../../api/contract/live.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { isSlow, type Yardsticks } from "../../series/live-board.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ValueName } from "../../ui/value-name.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { LiveList } from "../../view/live-search.ts";
import { CostText } from "../generations/cost-text.tsx";
import { StateBadge } from "../generations/state-badge.tsx";
import { ProgressBar } from "./progress-bar.tsx";

interface ColumnInput {
  readonly t: Messages;
  readonly format: Format;
  readonly yardsticks: Yardsticks;
  readonly nowMs: number;
  readonly show: LiveList;
}

const SECOND_MS = 1_000;

/** What is told of a job that is watched. */
export function liveColumns({
  t,
  format,
  yardsticks,
  nowMs,
  show,
}: ColumnInput): readonly Column<LiveJob>[] {
  const words = t.live;
  const right = { align: "right" } as const;
  const isOver = show === "ended" || show === "failed";
  const progress: Column<LiveJob> = {
    id: "progress",
    header: words.columns.progress,
    from: "sm",
    cell: (job) => <ProgressBar job={job} />,
  };
  const why: Column<LiveJob> = {
    id: "why",
    header: words.columns.why,
    from: "sm",
    cell: (job) => <code className="font-mono text-xs">{job.failure_code ?? "–"}</code>,
  };
  return [
    {
      id: "admitted",
      header: words.columns.admitted,
      rowHeader: true,
      cell: (job) => <JobLink job={job} at={format.clock(job.created_at)} words={words} />,
    },
    {
      id: "state",
      header: words.columns.state,
      cell: (job) => (
        <span className="inline-flex flex-wrap gap-1.5">
          <StateBadge state={job.status} />
          {isSlow(job, yardsticks, nowMs) ? (
            <span title={words.slowHint(format.duration(yardsticks.get(job.model) ?? 0))}>
              <Badge tone="warn">{words.slow}</Badge>
            </span>
          ) : null}
          {job.outcome_unknown && job.ended_at === null ? (
            <Badge>{words.unknownOutcome}</Badge>
          ) : null}
        </span>
      ),
    },
    show === "failed" ? why : progress,
    {
      id: "feature",
      header: words.columns.feature,
      from: "sm",
      cell: ({ feature }) => (
        <span
          title={feature}
          className={`inline-block max-w-48 truncate align-bottom ${feature === NONE ? "text-muted" : ""}`}
        >
          <ValueName>{feature}</ValueName>
        </span>
      ),
    },
    {
      id: "user",
      header: words.columns.user,
      from: "md",
      cell: (job) => <UserLink user={job.user} />,
    },
    { id: "model", header: words.columns.model, from: "lg", cell: (job) => job.model },
    {
      id: "age",
      header: isOver ? words.columns.took : words.columns.age,
      ...right,
      cell: (job) => format.duration(wholeSeconds(ageOf(job, nowMs))),
    },
    {
      id: "cost",
      header: words.columns.cost,
      ...right,
      from: "sm",
      cell: (job) => <CostText cost={job.cost} />,
    },
  ];
}

function JobLink({ job, at, words }: { job: LiveJob; at: string; words: Messages["live"] }) {
  const search = useViewSearch();
  return (
    <Link
      to="/generations/$id"
      params={{ id: job.id }}
      search={search}
      aria-label={words.open(at)}
      className="tabular font-medium text-link hover:underline"
    >
      {at}
    </Link>
  );
}

function ageOf(job: LiveJob, nowMs: number): number {
  const endMs = job.ended_at === null ? nowMs : Date.parse(job.ended_at);
  return Math.max(0, endMs - Date.parse(job.created_at));
}

/** A figure that changes every second shows no parts of one. */
function wholeSeconds(ms: number): number {
  return ms < SECOND_MS ? ms : Math.floor(ms / SECOND_MS) * SECOND_MS;
}
