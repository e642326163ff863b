import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

const SHOWN = 20;
/** The server names a cell of a file as `csv[3].rate`. */
const CELL = /^csv\[(\d+)\](?:\.(.+))?$/;

interface RateFaultsProps {
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

/** What is wrong with a file, line by line. */
export function RateFaults({ faults }: RateFaultsProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.rates.importing;
  const rest = faults.length - SHOWN;
  const place = (field: string): string => {
    const [, line, column] = CELL.exec(field) ?? [];
    if (line === undefined) return field;
    const shown = format.count(Number(line));
    return column === undefined ? words.line(shown) : words.cell(shown, column);
  };
  return (
    <Notice tone="danger">
      <p className="font-medium">{words.faults}</p>
      <ul className="mt-1.5 space-y-1">
        {faults.slice(0, SHOWN).map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <span className="font-medium">{place(field)}</span>: {t.fieldProblem(message)}
          </li>
        ))}
        {rest > 0 ? <li>{words.more(format.count(rest))}</li> : null}
      </ul>
    </Notice>
  );
}
