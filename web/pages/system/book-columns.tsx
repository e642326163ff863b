import type { AuditCheck } from "../../../api/contract/audit.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";

const TONES: Readonly<Record<AuditCheck["status"], Tone>> = {
  holds: "ok",
  pending: "warn",
  broken: "danger",
  unavailable: "neutral",
};

/** An invariant, its state, and the figures behind it under the names that the API gives them. */
export function bookColumns(t: Messages): readonly Column<AuditCheck>[] {
  const words = t.system.books;
  const names: ReadonlyMap<string, string> = new Map(Object.entries(words.checks));
  return [
    {
      id: "check",
      header: words.check,
      rowHeader: true,
      cell: ({ id, name, figures }) => (
        <>
          <span className="block min-w-40 whitespace-normal">{names.get(id) ?? name}</span>
          <span className="mt-1 block md:hidden">
            <Figures figures={figures} />
          </span>
        </>
      ),
    },
    {
      id: "status",
      header: words.status,
      cell: ({ status }) => <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>,
    },
    {
      id: "figures",
      header: words.figures,
      from: "md",
      cell: ({ figures }) => <Figures figures={figures} />,
    },
  ];
}

function Figures({ figures }: Pick<AuditCheck, "figures">) {
  return (
    <span className="flex max-w-3xl flex-wrap gap-x-4 gap-y-0.5">
      {Object.entries(figures).map(([name, value]) => (
        <span key={name} className="inline-flex gap-1.5">
          <code className="font-mono text-xs leading-5 text-muted">{name}</code>
          <span className="tabular">{value}</span>
        </span>
      ))}
    </span>
  );
}
