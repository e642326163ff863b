import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";

/** What happened when, and how long each step took. */
export function TimelineCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <Card>
      <h2 className="mb-4 text-[15px] font-semibold tracking-tight">{t.generation.timeline}</h2>
      <ol className="relative space-y-4 border-l-2 border-hairline pl-5">
        {detail.timeline.map((step) => (
          <li key={`${step.event}-${step.at}`} className="relative text-[13px]">
            <span
              aria-hidden="true"
              className="absolute top-1 -left-[1.6875rem] size-3 rounded-full border-2 border-action bg-card"
            />
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{t.generation.events[step.event]}</span>
              <span className="tabular text-muted">
                {step.after_ms === null ? "" : t.generation.after(format.duration(step.after_ms))}
              </span>
            </p>
            <time dateTime={step.at} className="tabular text-muted">
              {format.exactInstant(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </Card>
  );
}
