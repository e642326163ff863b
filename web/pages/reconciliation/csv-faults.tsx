import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

const SHOWN = 20;

/** Each fault of a file, by its line and column. */
export function CsvFaults({
  faults,
}: {
  faults: readonly { readonly field: string; readonly message: string }[];
}) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const rest = faults.length - SHOWN;
  return (
    <Notice tone="danger">
      <p className="font-medium">{words.faults(faults.length, format.count(faults.length))}</p>
      <ul className="mt-1.5 space-y-1">
        {faults.slice(0, SHOWN).map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            <code className="font-mono text-xs">{field}</code>: {t.fieldProblem(message)}
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="mt-1">{words.moreFaults(format.count(rest))}</p> : null}
    </Notice>
  );
}
