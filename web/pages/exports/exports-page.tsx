import { useState } from "react";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField } from "../../ui/field.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { BiCard } from "./bi-card.tsx";
import { FileCard } from "./file-card.tsx";
import { DIALECTS, exportLinks, type Dialect } from "./export-links.ts";

/** Everything that leaves as a file, for the view that is chosen above, and the way in for one's own reports. */
export function ExportsPage() {
  const t = useMessages();
  const words = t.exports;
  const view = useView();
  const change = useChangeView("/exports");
  const [dialect, setDialect] = useState<Dialect>("rfc4180");
  const links = exportLinks(view, dialect);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} />}
      />
      <FilterChips view={view} change={change} />
      <div className="mb-5 max-w-md">
        <SelectField
          label={words.kind}
          value={dialect}
          onChange={(event) => {
            const chosen = DIALECTS.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) setDialect(chosen);
          }}
        >
          {DIALECTS.map((each) => (
            <option key={each} value={each}>
              {words.dialects[each]}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="grid gap-5 lg:grid-cols-3">
        {(["focus", "generations", "margin"] as const).map((name) => (
          <FileCard key={name} {...words.files[name]} links={links[name]} />
        ))}
      </div>
      <div className="mt-5">
        <BiCard />
      </div>
    </>
  );
}
