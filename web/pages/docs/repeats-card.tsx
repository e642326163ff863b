import type { RetryHabit } from "../../guides/guide.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";

interface RepeatsCardProps {
  readonly sdk: string;
  readonly retries: RetryHabit;
}

/** How a create that is sent twice makes one clip. */
export function RepeatsCard({ sdk, retries }: RepeatsCardProps) {
  const words = useMessages().docs.repeats;
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
      <p className="mt-1 mb-2 text-[13px] text-muted">{words.lead}</p>
      <Facts
        rows={[
          { id: "same", label: words.same, value: words.sameAnswer },
          { id: "running", label: words.running, value: words.runningAnswer },
          { id: "other", label: words.other, value: words.otherAnswer },
          { id: "gone", label: words.gone, value: words.goneAnswer },
        ]}
      />
      <p className="mt-3 text-[13px]">{words.habits[retries](sdk)}</p>
    </Card>
  );
}
