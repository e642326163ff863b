import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { checkWire } from "../../client/management-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PasteField } from "../../forms/paste-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { EXAMPLE_TRIAL } from "./example-wire.ts";
import { readTrial, readWire } from "./read-wire.ts";
import { WireCheck } from "./wire-check.tsx";
import { WireFaults } from "./wire-faults.tsx";

interface WireFieldsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Why the form was not taken, if it was not. */
  readonly error: Error | null;
}

/** A wire's description, and a place to try it on a create and its answers before it is saved. */
export function WireFields({ text, onText, error }: WireFieldsProps) {
  const words = useMessages().wires;
  const [trial, setTrial] = useState(() => JSON.stringify(EXAMPLE_TRIAL, null, 2));
  const check = useMutation({
    mutationFn: async () =>
      checkWire({ wire: readWire(text, words.notJson), ...readTrial(trial, words.notJson) }),
  });
  return (
    <div className="space-y-5">
      <PasteField
        label={words.wire}
        hint={words.wireHint}
        rows={16}
        value={text}
        onValue={onText}
      />
      <WireFaults error={error} />
      <PasteField
        label={words.trial}
        hint={words.trialHint}
        rows={8}
        value={trial}
        onValue={setTrial}
      />
      <Button onClick={() => check.mutate()} disabled={check.isPending}>
        {check.isPending ? words.checking : words.check}
      </Button>
      <WireFaults error={check.error} />
      <FormProblem error={check.error} />
      {check.data === undefined ? null : <WireCheck checked={check.data} />}
    </div>
  );
}
