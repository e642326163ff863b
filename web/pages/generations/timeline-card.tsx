import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { clipSteps, type ClipStep } from "../../series/clip-timeline.ts";
import { Card } from "../../ui/card.tsx";
import { TimeBar } from "./time-bar.tsx";

/** What happened when, how long each step took, and where the time went. */
export function TimelineCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const { timeZone } = useFormat();
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{t.generation.timeline}</h2>
      <p className="mt-0.5 mb-4 text-[13px] text-muted">{t.clip.timelineLead(timeZone)}</p>
      <TimeBar detail={detail} />
      <ol
        aria-label={t.generation.timeline}
        className="relative mt-5 space-y-3.5 border-l-2 border-hairline pl-5"
      >
        {clipSteps(detail).map((step) => (
          <Step key={`${step.kind} ${step.atMs ?? ""}`} step={step} />
        ))}
      </ol>
    </Card>
  );
}

function Step({ step }: { step: ClipStep }) {
  const t = useMessages();
  const format = useFormat();
  const isKnown = step.atMs !== null;
  return (
    <li className="relative text-[13px]">
      <span
        aria-hidden="true"
        className={`absolute top-1 -left-[1.6875rem] size-3 rounded-full border-2 bg-card ${
          isKnown ? "border-action" : "border-dashed border-control"
        }`}
      />
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={isKnown ? "font-medium" : "text-muted"}>{t.clip.steps[step.kind]}</span>
        {step.afterMs === null ? null : (
          <span className="tabular text-muted">{t.clip.later(format.duration(step.afterMs))}</span>
        )}
      </p>
      {step.atMs === null ? (
        <p className="text-muted italic">{step.why === null ? "" : t.clip.unknown[step.why]}</p>
      ) : (
        <time dateTime={new Date(step.atMs).toISOString()} className="tabular text-muted">
          {format.exactInstant(step.atMs)}
        </time>
      )}
    </li>
  );
}
