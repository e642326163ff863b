import type { LiveJob } from "../../../api/contract/live.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

const WHOLE = 100;

/** How far a job is, as its upstream says it. */
export function ProgressBar({ job }: { job: LiveJob }) {
  const t = useMessages();
  const format = useFormat();
  const done = job.status === "succeeded" ? WHOLE : job.progress;
  if (done === null) return <span className="text-muted">{t.live.progressUnknown}</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-20 overflow-hidden rounded-full bg-hairline">
        <span
          className="block h-full rounded-full bg-revenue motion-safe:transition-[width]"
          style={{ width: `${Math.min(done, WHOLE)}%` }}
        />
      </span>
      <span className="tabular w-10 text-right text-muted">{format.percent(done / WHOLE)}</span>
    </span>
  );
}
