import { Lock } from "lucide-react";
import type { ConfigurationFact } from "../../../api/contract/system.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

interface ConfigurationCardProps {
  /** Null when the role may not see it. */
  readonly configuration: readonly ConfigurationFact[] | null;
}

/** The environment of the process as a check list. */
export function ConfigurationCard({ configuration }: ConfigurationCardProps) {
  const words = useMessages().system.configuration;
  return (
    <Card className="mt-5 min-w-0 overflow-hidden">
      <div className="px-5 pt-5 pb-2">
        <h2 className="font-semibold">{words.title}</h2>
        {configuration === null ? (
          <p className="mt-2 mb-3 flex items-center gap-2 text-[13px] text-muted">
            <Lock size={14} aria-hidden="true" className="shrink-0" />
            {words.locked}
          </p>
        ) : (
          <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
        )}
      </div>
      {configuration === null ? null : (
        <DataTable
          caption={words.caption}
          rows={configuration}
          rowKey={({ variable }) => variable}
          columns={[
            {
              id: "variable",
              header: words.variable,
              rowHeader: true,
              cell: ({ variable, advice }) => (
                <>
                  <code className="font-mono text-xs">{variable}</code>
                  {advice === "fine" ? null : (
                    <span className="mt-0.5 block max-w-48 whitespace-normal text-muted md:hidden">
                      {words.advice[advice]}
                    </span>
                  )}
                </>
              ),
            },
            {
              id: "value",
              header: words.value,
              cell: ({ value, is_set: isSet }) =>
                value === null ? (
                  <Badge tone={isSet ? "ok" : "neutral"}>{isSet ? words.set : words.unset}</Badge>
                ) : (
                  <code className="font-mono text-xs break-all whitespace-normal">{value}</code>
                ),
            },
            {
              id: "note",
              header: words.note,
              from: "md",
              cell: ({ advice }) => (
                <span className="block max-w-xl whitespace-normal text-muted">
                  {words.advice[advice]}
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
