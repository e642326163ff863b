import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { guessMapping } from "../../../domain/revenue-file/guess-mapping.ts";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { FileCard } from "./file-card.tsx";
import { ImportsList } from "./imports-list.tsx";
import { MappingCard } from "./mapping-card.tsx";
import { SendCard } from "./send-card.tsx";
import { useFileBeginning } from "./use-file-beginning.ts";

interface ChosenMapping {
  readonly mapping: RevenueMappingInput;
  readonly columns: readonly string[];
}

/** From a file to entries: choose it, say where its fields are, try it, import it. */
export function RevenueImportPage() {
  const t = useMessages();
  const words = t.revenueImport;
  const mayChange = useMayChange();
  const { data: me } = useSuspenseQuery(meQuery);
  const [file, setFile] = useState<File | null>(null);
  /** With the columns that it was chosen for. Null: as their names suggest. */
  const [chosen, setChosen] = useState<ChosenMapping | null>(null);
  const [profile, setProfile] = useState("");
  const beginning = useFileBeginning(file, chosen?.mapping ?? null);
  const { currency, timezone } = me.workspace;
  const columns = beginning.data?.header ?? [];
  const guessed =
    beginning.data == null ? null : guessMapping(beginning.data, { currency, timezone });
  // A corrected file keeps what was chosen by hand; a file with other columns is another one.
  const fits = profile !== "" || String(chosen?.columns) === String(columns);
  const mapping = (fits ? chosen?.mapping : null) ?? guessed;
  const choose = (next: RevenueMappingInput) => setChosen({ mapping: next, columns });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <Link
            to="/revenue"
            className="inline-flex items-center gap-1.5 text-muted hover:text-text"
          >
            <ArrowLeft size={16} aria-hidden="true" />
            {words.back}
          </Link>
        }
      />
      <div className="space-y-5">
        {mayChange ? (
          <Card>
            <FileCard beginning={beginning} onChoose={setFile} />
          </Card>
        ) : (
          <Notice tone="info">{words.forbidden}</Notice>
        )}
        {file === null || mapping === null || beginning.data == null ? null : (
          <SendCard
            // Another file is another question: what was found before is gone.
            key={JSON.stringify([file.name, file.size, file.lastModified])}
            file={file}
            mapping={mapping}
          >
            {({ faultOf, onEdit }) => (
              <MappingCard
                mapping={mapping}
                columns={columns}
                profile={profile}
                faultOf={faultOf}
                onProfile={(name, next) => {
                  onEdit();
                  setProfile(name);
                  if (next === null) setChosen(null);
                  else choose(next);
                }}
                onChange={(next) => {
                  onEdit();
                  choose(next);
                }}
              />
            )}
          </SendCard>
        )}
        <ImportsList />
      </div>
    </>
  );
}
