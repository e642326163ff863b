import { useMessages } from "../../i18n/use-messages.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { CsvInvoiceForm } from "./csv-invoice-form.tsx";
import { TotalInvoiceForm } from "./total-invoice-form.tsx";

interface AddInvoiceDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Hands an invoice in: a file, or one total by hand. */
export function AddInvoiceDialog({ onClose, onDone }: AddInvoiceDialogProps) {
  const t = useMessages();
  const words = t.reconciliation;
  return (
    <Dialog open onOpenChange={onClose} title={words.addTitle} description={words.addLead} wide>
      <Tabs
        label={words.how}
        tabs={[
          {
            id: "csv",
            label: words.asCsv,
            body: <CsvInvoiceForm onCancel={onClose} onDone={onDone} />,
          },
          {
            id: "total",
            label: words.asTotal,
            body: <TotalInvoiceForm onCancel={onClose} onDone={onDone} />,
          },
        ]}
      />
    </Dialog>
  );
}
