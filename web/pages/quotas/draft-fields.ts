import type { QuotaDraft } from "../../quotas/quota-draft.ts";

/** What each group of the editor's fields gets. */
export interface DraftFieldsProps {
  readonly draft: QuotaDraft;
  readonly change: (change: Partial<QuotaDraft>) => void;
  /** What is wrong with a field, or (unless `exact`) with a part of it. */
  readonly fieldError: (name: string, exact?: boolean) => string | undefined;
}
