import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { clipSpans, isOpenClip, type SpanKind } from "../../series/clip-timeline.ts";

const TICK_MS = 1_000;
const LEAST_SHARE = 0.012;

const looks: Record<SpanKind, string> = {
  accepting: "bg-[var(--chart-6)]",
  waiting: "bg-[var(--chart-2)]",
  generating: "bg-[var(--chart-1)]",
  upstream: "bg-[var(--chart-1)]",
  settling: "bg-[var(--chart-3)]",
  open: "bg-[var(--chart-other)]",
};

/** A bar of the time between admission and settlement; its parts are named below it, longest share widest. */
export function TimeBar({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const nowMs = useNow(TICK_MS);
  const spans = clipSpans(detail, nowMs);
  const totalMs = spans.reduce((sum, { ms }) => sum + ms, 0);
  if (totalMs === 0) return null;
  const total = format.duration(totalMs);
  return (
    <figure aria-label={t.clip.bar}>
      <div aria-hidden="true" className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {spans.map(({ kind, ms }) => (
          <span
            key={kind}
            className={looks[kind]}
            style={{ flexGrow: Math.max(LEAST_SHARE, ms / totalMs), flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
        {spans.map(({ kind, ms }) => (
          <li key={kind} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2.5 rounded-sm ${looks[kind]}`} />
            <span className="tabular">
              {t.clip.spent(t.clip.spans[kind], format.duration(ms))}
              <span className="text-muted"> ({format.percent(ms / totalMs)})</span>
            </span>
          </li>
        ))}
      </ul>
      <figcaption className="tabular mt-1 text-[13px] text-muted">
        {isOpenClip(detail) ? t.clip.soFar(total) : t.clip.total(total)}
      </figcaption>
    </figure>
  );
}
