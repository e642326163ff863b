import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { CsvFault } from "../../quotas/quota-csv.ts";
import { Notice } from "../../ui/notice.tsx";

const SHOWN = 20;

/** Each faulty row by its line. */
export function BulkFaults({ faults }: { faults: readonly CsvFault[] }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.quotas.bulk;
  const lines = new Set(faults.map((fault) => fault.line)).size;
  const rest = faults.length - SHOWN;
  return (
    <Notice tone="danger">
      <p className="font-medium">{words.faults(lines, format.count(lines))}</p>
      <ul className="mt-1.5 space-y-1">
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.line}:${fault.column}:${fault.message}`}>
            <span className="font-medium">
              {fault.column === ""
                ? words.line(format.count(fault.line))
                : words.inColumn(format.count(fault.line), fault.column)}
            </span>
            {": "}
            {fault.message}
          </li>
        ))}
        {rest > 0 ? <li>{words.more(format.count(rest))}</li> : null}
      </ul>
    </Notice>
  );
}
