import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useId } from "react";
import { upstreamsQuery } from "../../client/management-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { ZoneField } from "../../forms/zone-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

/** Days of an invoice are mostly UTC's. */
const USUAL_ZONE = "UTC";

/** What every invoice says, whatever it is made of. */
export function InvoiceFields({
  fieldError,
}: {
  fieldError: (name: string) => string | undefined;
}) {
  const t = useMessages();
  const words = t.reconciliation;
  const id = useId();
  const { data: me } = useSuspenseQuery(meQuery);
  const upstreams = useQuery(upstreamsQuery);
  const providers = new Set(upstreams.data?.data.map(({ provider }) => provider));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={words.name}
        name="name"
        required
        maxLength={200}
        hint={words.nameHint}
        error={fieldError("name")}
      />
      <div className="min-w-0">
        <TextField
          label={words.provider}
          name="provider"
          required
          maxLength={100}
          list={id}
          autoComplete="off"
          defaultValue={[...providers][0]}
          error={fieldError("provider")}
        />
        <datalist id={id}>
          {[...providers].map((provider) => (
            <option key={provider} value={provider}>
              {provider}
            </option>
          ))}
        </datalist>
      </div>
      <TextField
        label={words.currency}
        name="currency"
        required
        pattern="[A-Z]{3}"
        defaultValue={me.workspace.currency}
        error={fieldError("currency")}
      />
      <ZoneField
        label={words.zone}
        name="tz"
        required
        defaultValue={USUAL_ZONE}
        error={fieldError("tz")}
      />
    </div>
  );
}
