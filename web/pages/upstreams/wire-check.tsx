import type { CheckWireAnswer } from "../../../api/contract/check-wire.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

/** What the books would say of a create and its answers. */
export function WireCheck({ checked }: { readonly checked: CheckWireAnswer }) {
  const t = useMessages();
  const words = t.wires;
  const { booked } = checked;
  const { facts } = words;
  const shown: readonly (readonly [string, string | null])[] = [
    [facts.model, checked.model],
    [facts.seconds, checked.requested_seconds],
    [facts.estimate, costText(checked.estimate)],
    [facts.job, booked.provider_job_id],
    [facts.state, booked.state],
    [facts.cost, costText(booked.cost)],
    [facts.video, booked.video_seconds],
    [facts.gpu, booked.gpu_ms === null ? null : String(booked.gpu_ms)],
    [facts.failure, failureText(booked)],
  ];
  return (
    <Notice tone="info" role="status">
      <p className="font-medium">{words.checked}</p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {shown.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value ?? t.common.unknown}</dd>
          </div>
        ))}
      </dl>
      <ol className="mt-3 space-y-1">
        {checked.answers.map(({ says, state, progress, detail }, index) => (
          // eslint-disable-next-line react/no-array-index-key -- answers are known by their place alone
          <li key={index}>
            {words.answer(index + 1)}: {says === "seen" ? state : words.says[says]}
            {progress === null ? "" : ` · ${progress} %`}
            {detail === null ? "" : ` · ${detail}`}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-muted">{words.nothing}</p>
    </Notice>
  );
}

function costText({
  basis,
  amount,
  currency,
  unpriced_reason: reason,
}: CheckWireAnswer["estimate"]) {
  return amount === null ? (reason ?? basis) : `${amount} ${currency ?? ""} (${basis})`;
}

function failureText({ failure_code: code, failure_message: message }: CheckWireAnswer["booked"]) {
  return code === null ? "–" : [code, message].filter(Boolean).join(": ");
}
