import type { SystemAnswer } from "../../../api/contract/system.ts";
import { formatBytes } from "../../format/bytes.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { FigureList } from "../../ui/figure-list.tsx";

/** The process that answered: what it is, and what it takes. */
export function ProcessCard({ system }: { system: SystemAnswer }) {
  const t = useMessages();
  const words = t.system.process;
  const format = useFormat();
  const { process: own } = system;
  const bytes = (value: number) => formatBytes(format.locale, value);
  const upMs = Date.parse(system.at) - Date.parse(own.started_at);
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{words.title}</h2>
      <FigureList
        rows={[
          { id: "version", label: words.version, value: system.version },
          { id: "node", label: words.node, value: own.node },
          { id: "roles", label: words.roles, value: own.roles.join(", ") },
          { id: "up", label: words.up, value: format.duration(Math.max(0, upMs)) },
          { id: "memory", label: words.memory, value: bytes(own.memory_bytes) },
          {
            id: "disk",
            label: words.disk,
            value:
              own.disk === null
                ? t.common.unknown
                : words.diskOf(bytes(own.disk.free_bytes), bytes(own.disk.total_bytes)),
          },
          { id: "instances", label: words.instances, value: format.count(own.instances) },
          {
            id: "metrics",
            label: words.metrics,
            value: (
              <a href="/metrics" className="font-mono text-xs text-link hover:underline">
                /metrics
              </a>
            ),
          },
        ]}
      />
    </Card>
  );
}
