import { ProblemError } from "../../client/problem-error.ts";
import { FieldError } from "../../forms/field-error.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

/** What is wrong in a wire or in what it is tried on, each by the name of its place. */
export function WireFaults({ error }: { readonly error: Error | null }) {
  const words = useMessages().wires;
  const faults =
    error instanceof ProblemError
      ? error.fields.filter(({ field }) => /^(?:wire|request|answers)\b/.test(field))
      : error instanceof FieldError
        ? [{ field: error.field === "trial" ? words.trial : words.wire, message: error.message }]
        : [];
  if (faults.length === 0) return null;
  return (
    <Notice tone="danger" role="alert">
      <ul className="space-y-1">
        {faults.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <code className="font-mono text-xs">{field}</code> {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
