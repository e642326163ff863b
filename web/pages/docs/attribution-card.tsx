import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

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
    <Card className="min-w-0 overflow-hidden">
      <div className="p-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-1 text-[13px] text-muted">{words.lead}</p>
      </div>
      <DataTable
        caption={words.title}
        rowKey={(row) => row.name}
        rows={HEADERS}
        columns={[
          {
            id: "header",
            header: words.header,
            rowHeader: true,
            cell: (row) => (
              <code className="font-mono text-xs whitespace-nowrap">{row.header}</code>
            ),
          },
          { id: "means", header: words.means, cell: (row) => words.meanings[row.name] },
          {
            id: "example",
            header: words.example,
            from: "sm",
            cell: (row) => (
              <code className="font-mono text-xs whitespace-nowrap text-muted">{row.example}</code>
            ),
          },
        ]}
      />
      <div className="space-y-1.5 border-t border-hairline px-5 py-4 text-[13px] text-muted">
        <p>{words.order}</p>
        <p>{words.limits}</p>
      </div>
    </Card>
  );
}
