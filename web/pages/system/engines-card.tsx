import type { ReactNode } from "react";
import type { SystemAnswer } from "../../../api/contract/system.ts";
import { formatBytes } from "../../format/bytes.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { FigureList } from "../../ui/figure-list.tsx";

/** The two engines: whether they answer, which they are, how much they hold. */
export function EnginesCard({ system }: { system: SystemAnswer }) {
  const t = useMessages();
  const words = t.system.engines;
  const format = useFormat();
  const { postgres, clickhouse } = system.engines;
  const known = (value: number | null, show: (value: number) => string) =>
    value === null ? (isHidden ? words.hidden : t.common.unknown) : show(value);
  // The sums of all workspaces are only for the one that the installation began with.
  const isHidden = system.spool === null;
  const bytes = (value: number) => formatBytes(format.locale, value);
  return (
    <Card className="p-5 md:col-span-2 xl:col-span-3">
      <h2 className="font-semibold">{words.title}</h2>
      <p className="mt-0.5 mb-3 text-[13px] text-muted">{words[system.process.stores]}</p>
      <div className="grid gap-x-12 gap-y-4 md:grid-cols-2">
        <Engine name={words.postgres} isUp>
          <FigureList
            rows={[
              { id: "version", label: words.version, value: postgres.version },
              { id: "ms", label: words.answered, value: format.duration(postgres.ms) },
              { id: "size", label: words.size, value: known(postgres.bytes, bytes) },
              { id: "more", label: words.migrations, value: format.count(postgres.migrations) },
            ]}
          />
        </Engine>
        <Engine name={words.clickhouse} isUp={clickhouse.state === "up"}>
          <FigureList
            rows={[
              {
                id: "version",
                label: words.version,
                value: clickhouse.version ?? t.common.unknown,
              },
              {
                id: "ms",
                label: words.answered,
                value: clickhouse.ms === null ? t.common.unknown : format.duration(clickhouse.ms),
              },
              { id: "size", label: words.size, value: known(clickhouse.bytes, bytes) },
              {
                id: "more",
                label: words.rows,
                value: known(clickhouse.rows, format.count),
              },
            ]}
          />
        </Engine>
      </div>
    </Card>
  );
}

function Engine({ name, isUp, children }: { name: string; isUp: boolean; children: ReactNode }) {
  const words = useMessages().system.engines;
  return (
    <div>
      <h3 className="mb-1 flex items-center gap-2 text-[13px] font-medium">
        {name}
        <Badge tone={isUp ? "ok" : "danger"}>{isUp ? words.up : words.down}</Badge>
      </h3>
      {children}
    </div>
  );
}
