import { useMessages } from "../i18n/use-messages.ts";
import { Badge } from "../ui/badge.tsx";
import { Name } from "../ui/name.tsx";
import {
  dimensionText,
  eachText,
  isOneOwner,
  subjectParts,
  type WireSubject,
} from "./subject-text.ts";

/** Whom a rule is about: what is counted one by one in words, and each condition as a chip. */
export function SubjectView({ subject }: { subject: WireSubject }) {
  const t = useMessages();
  const { each, fixed } = subjectParts(subject);
  const words = eachText(each, t) ?? (isOneOwner(fixed) ? null : t.quotas.words.all);
  return (
    <span className="flex max-w-72 flex-wrap items-center gap-x-2 gap-y-1">
      {words === null ? null : <span className="first-letter:uppercase">{words}</span>}
      {fixed.map(([name, value]) => (
        <Badge key={name}>
          {dimensionText(name, t)}
          <span className="inline-block max-w-40 truncate text-text" title={value}>
            <Name>{value}</Name>
          </span>
        </Badge>
      ))}
    </span>
  );
}
