import { useSuspenseQuery } from "@tanstack/react-query";
import { useId, type ComponentProps } from "react";
import { meQuery } from "../client/session-queries.ts";
import { TextField } from "../ui/field.tsx";

/** A time zone, typed or chosen from those that the browser knows. */
export function ZoneField(props: ComponentProps<typeof TextField>) {
  const id = useId();
  const { data: me } = useSuspenseQuery(meQuery);
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = new Set([me.workspace.timezone, own, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  return (
    <div className="min-w-0">
      <TextField {...props} list={id} autoComplete="off" spellCheck={false} />
      <datalist id={id}>
        {[...zones].map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </div>
  );
}
