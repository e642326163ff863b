import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";

/** What goes on and what does not while a part is missing: to be read before it happens. */
export function AwayCard() {
  const words = useMessages().system.away;
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{words.title}</h2>
      <dl className="space-y-3 text-[13px]">
        {words.items.map(({ what, effect }) => (
          <div key={what}>
            <dt className="font-medium">{what}</dt>
            <dd className="mt-0.5 text-muted">{effect}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
