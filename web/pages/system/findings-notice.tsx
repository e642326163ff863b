import { CircleCheck } from "lucide-react";
import { formatBytes } from "../../format/bytes.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Finding } from "../../series/system-findings.ts";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The first thing to read: that all is well, or what is not. */
export function FindingsNotice({
  findings,
  isKnown,
  isLoading,
}: {
  findings: readonly Finding[];
  isKnown: boolean;
  isLoading: boolean;
}) {
  const t = useMessages();
  const words = t.system;
  const format = useFormat();
  // Nobody knows: what could not be loaded says so below.
  if (findings.length === 0 && !isKnown && !isLoading) return null;
  if (findings.length === 0) {
    return (
      <div className="mb-5">
        {isKnown ? (
          <Notice tone="ok" role="status">
            <span className="flex items-center gap-2">
              <CircleCheck size={16} aria-hidden="true" className="shrink-0" />
              {words.fine}
            </span>
          </Notice>
        ) : (
          <Skeleton className="h-[41px]" />
        )}
      </div>
    );
  }
  const bad = findings.some(({ id }) => SERIOUS.has(id));
  return (
    <div className="mb-5">
      <Notice tone={bad ? "danger" : "warn"} role="status">
        <p className="font-medium">{words.attention}</p>
        <ul className="mt-1 list-disc space-y-0.5 pl-5">
          {findings.map((finding) => (
            <li key={finding.id}>{findingText(words.findings, format, finding)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

const SERIOUS: ReadonlySet<Finding["id"]> = new Set([
  "serverDown",
  "postgresDown",
  "clickhouseDown",
  "booksBroken",
  "diskLow",
]);

function findingText(
  words: Messages["system"]["findings"],
  format: Format,
  finding: Finding,
): string {
  switch (finding.id) {
    case "postgresDown":
    case "clickhouseDown":
    case "serverDown":
    case "starting":
      return words[finding.id];
    case "deadLetters":
    case "spoolDead":
    case "outcomeUnknown":
    case "booksBroken":
      return words[finding.id](format.count(finding.count));
    case "oldHolds":
      return words.oldHolds(format.count(finding.count), format.count(finding.hours));
    case "lag":
    case "overduePolls":
      return words[finding.id](format.duration(finding.ms));
    case "diskLow":
      return words.diskLow(formatBytes(format.locale, finding.bytes));
  }
}
