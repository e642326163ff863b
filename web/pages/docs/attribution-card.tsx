import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";

const HEADERS = [
  { name: "feature", header: "Reelmeter-Feature", example: "remix" },
  { name: "user", header: "Reelmeter-User", example: "u_42" },
  { name: "customer", header: "Reelmeter-Customer", example: "acme" },
  { name: "surface", header: "Reelmeter-Surface", example: "app_ios" },
  { name: "region", header: "Reelmeter-Region", example: "FR" },
  { name: "platform", header: "Reelmeter-Platform", example: "ios" },
  { name: "plan", header: "Reelmeter-Plan", example: "free" },
  { name: "tags", header: "Reelmeter-Tags", example: "team=video,env=prod" },
] as const;

/** The headers that say who a clip is for and what it is for. */
export function AttributionCard() {
  const words = useMessages().docs.attribution;
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
      <p className="mt-1 mb-2 text-[13px] text-muted">{words.lead}</p>
      <Facts
        rows={HEADERS.map(({ name, header, example }) => ({
          id: name,
          label: <code className="font-mono text-xs break-words text-text">{header}</code>,
          value: (
            <>
              {words.meanings[name]} <code className="font-mono text-xs text-muted">{example}</code>
            </>
          ),
        }))}
      />
      <div className="mt-3 space-y-1.5 text-[13px] text-muted">
        <p>{words.order}</p>
        <p>{words.limits}</p>
      </div>
    </Card>
  );
}
