import type { KeyRow } from "../../../api/contract/keys.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Name } from "../../ui/name.tsx";

interface KeyColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  /** Null when the role may not change anything. */
  readonly onRevoke: ((key: KeyRow) => void) | null;
}

export function keyColumns({ t, format, onRevoke }: KeyColumnsInput): readonly Column<KeyRow>[] {
  const words = t.keys;
  const tones = { active: "ok", expired: "neutral", revoked: "neutral" } as const;
  return [
    {
      id: "name",
      header: words.name,
      rowHeader: true,
      cell: (key) => (
        <>
          <span className="block font-medium">
            <Name>{key.name}</Name>
          </span>
          <code className="font-mono text-xs text-muted">
            {key.prefix}…{key.last4}
          </code>
        </>
      ),
    },
    {
      id: "status",
      header: words.status,
      cell: (key) => (
        <span className="inline-flex gap-1.5">
          <Badge tone={tones[key.status]}>{words.statuses[key.status]}</Badge>
          {key.kind === "admin" ? (
            <Badge tone="info">{words.roles[key.role ?? "viewer"]}</Badge>
          ) : null}
        </span>
      ),
    },
    {
      id: "attribution",
      header: words.attribution,
      from: "md",
      cell: (key) => <Attribution words={words} pinned={key.pinned} defaults={key.defaults} />,
    },
    {
      id: "limits",
      header: words.limits,
      from: "lg",
      cell: (key) => (
        <span className="text-muted">
          {key.upstreams === null ? words.allUpstreams : key.upstreams.join(", ")}
          {" · "}
          {key.models === null ? words.allModels : key.models.join(", ")}
          {key.callbacks === null ? "" : ` · ${words.callbacksTo(key.callbacks.join(", "))}`}
        </span>
      ),
    },
    {
      id: "created",
      header: words.created,
      from: "sm",
      cell: (key) => <span className="tabular">{format.day(key.created_at)}</span>,
    },
    {
      id: "expires",
      header: words.expires,
      from: "lg",
      cell: (key) =>
        key.expires_at === null ? (
          <span className="text-muted">{words.never}</span>
        ) : (
          <span className="tabular">{format.day(key.expires_at)}</span>
        ),
    },
    ...(onRevoke === null
      ? []
      : [
          {
            id: "revoke",
            header: <span className="sr-only">{words.revoke}</span>,
            align: "right" as const,
            cell: (key: KeyRow) =>
              key.status === "revoked" ? null : (
                <Button
                  size="small"
                  aria-label={words.revokeOf(key.name)}
                  onClick={() => onRevoke(key)}
                >
                  {words.revoke}
                </Button>
              ),
          },
        ]),
  ];
}

type Values = KeyRow["pinned"];

function Attribution({
  words,
  pinned,
  defaults,
}: {
  words: Messages["keys"];
  pinned: Values;
  defaults: Values;
}) {
  const pairs = [
    ...pairsOf(pinned).map((pair) => ({ pair, kind: words.pinnedShort })),
    ...pairsOf(defaults).map((pair) => ({ pair, kind: words.defaultShort })),
  ];
  if (pairs.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex max-w-72 flex-wrap gap-1">
      {pairs.map(({ pair, kind }) => (
        <Badge key={`${kind}:${pair}`}>
          <span className="text-text">{pair}</span> {kind}
        </Badge>
      ))}
    </span>
  );
}

function pairsOf({ tags, ...fields }: Values): readonly string[] {
  return [...Object.entries(fields), ...Object.entries(tags ?? {})].map(
    ([name, value]) => `${name}=${value}`,
  );
}
