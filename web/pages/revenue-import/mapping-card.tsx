import { useQuery } from "@tanstack/react-query";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { importProfilesQuery } from "../../client/revenue-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { FormatFields } from "./format-fields.tsx";
import { MappingFields } from "./mapping-fields.tsx";
import { MappingJson } from "./mapping-json.tsx";
import { SaveProfileForm } from "./save-profile-form.tsx";

interface MappingCardProps {
  readonly mapping: RevenueMappingInput;
  readonly columns: readonly string[];
  /** The name of the profile it began with; empty: the names of the columns. */
  readonly profile: string;
  readonly faultOf: (member: string) => string | undefined;
  readonly onProfile: (name: string, mapping: RevenueMappingInput | null) => void;
  readonly onChange: (mapping: RevenueMappingInput) => void;
}

/** Where each field is found: guessed, from a saved mapping, or chosen by hand. */
export function MappingCard(props: MappingCardProps) {
  const { mapping, columns, profile, faultOf, onProfile, onChange } = props;
  const words = useMessages().revenueImport;
  const profiles = useQuery(importProfilesQuery);
  const saved = profiles.data?.data ?? [];
  const presetNames: Readonly<Record<string, string>> = words.presetNames;
  return (
    <Card>
      <div className="space-y-5">
        <h2 className="text-sm font-semibold">{words.mapping}</h2>
        {profiles.error === null ? null : (
          <ErrorState error={profiles.error} onRetry={() => void profiles.refetch()} />
        )}
        <div className="max-w-md">
          <SelectField
            label={words.profile}
            value={profile}
            onChange={(event) => {
              const name = event.currentTarget.value;
              onProfile(name, saved.find((each) => each.name === name)?.mapping ?? null);
            }}
          >
            <option value="">{words.guessed}</option>
            {saved.map((each) => (
              <option key={each.name} value={each.name}>
                {each.preset ? words.preset(presetNames[each.name] ?? each.name) : each.name}
              </option>
            ))}
          </SelectField>
        </div>
        <FormatFields mapping={mapping} faultOf={faultOf} onChange={onChange} />
        {mapping.group === undefined ? null : <Notice tone="info">{words.grouped}</Notice>}
        <MappingFields mapping={mapping} columns={columns} faultOf={faultOf} onChange={onChange} />
        <MappingJson mapping={mapping} onChange={onChange} />
        <SaveProfileForm mapping={mapping} />
      </div>
    </Card>
  );
}
