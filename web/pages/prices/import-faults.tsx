import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

const SHOWN = 20;

interface ImportFaultsProps {
  /** `field` is the line and the column, as the server names them. */
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

/** Each faulty cell by its line and column. */
export function ImportFaults({ faults }: ImportFaultsProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.transfer;
  const rest = faults.length - SHOWN;
  return (
    <Notice tone="danger">
      <p className="font-medium">{words.faults(faults.length, format.count(faults.length))}</p>
      <ul className="mt-1.5 space-y-1 wrap-anywhere">
        {faults.slice(0, SHOWN).map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            <span className="font-medium">{field}</span>: {t.fieldProblem(message)}
          </li>
        ))}
        {rest > 0 ? <li>{words.more(format.count(rest))}</li> : null}
      </ul>
    </Notice>
  );
}
