import { Dialog } from '../../components/Dialog.tsx';

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return <Dialog title="Keys" wide onCancel={onClose} />;
}
