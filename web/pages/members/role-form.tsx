import { useState } from "react";
import type { Role } from "../../../api/contract/keys.ts";
import type { MemberRow } from "../../../api/contract/members.ts";
import { changeMemberRole } from "../../client/member-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { rolesWithin } from "./roles-within.ts";

interface RoleFormProps {
  readonly member: MemberRow;
  readonly ownRole: Role;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** Which role somebody has, with what each may do. */
export function RoleForm({ member, ownRole, onCancel, onDone }: RoleFormProps) {
  const t = useMessages();
  const words = t.members;
  const [role, setRole] = useState<Role>(member.role);
  const form = useSubmit({ send: () => changeMemberRole(member.id, role), onDone });
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      <RadioCards
        legend={words.role}
        value={role}
        onChange={setRole}
        choices={rolesWithin(ownRole).map((value) => ({
          value,
          label: words.roles[value],
          hint: words.rolesHint[value],
        }))}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={t.common.save} onCancel={onCancel} />
    </form>
  );
}
