import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";

interface ConditionsViewProps {
  readonly conditions: Readonly<Record<string, string | number | boolean>>;
}

/** What a request must be for a price to fit it. */
export function ConditionsView({ conditions }: ConditionsViewProps) {
  const t = useMessages();
  const entries = Object.entries(conditions);
  if (entries.length === 0) return <span className="text-muted">{t.prices.always}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {entries.map(([name, value]) => (
        <Badge key={name}>
          {name} = {String(value)}
        </Badge>
      ))}
    </span>
  );
}
