import { TextField } from './TextField.tsx';
import { splitWords } from './words.ts';

export interface CommandFieldProps {
  readonly field: 'command' | 'entrypoint';
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Words as a shell splits them; which words these are is shown as soon as it is not obvious. */
export function CommandField({ field, label, placeholder, value, onChange }: CommandFieldProps) {
  return (
    <TextField
      mono
      multiline
      field={field}
      label={label}
      placeholder={placeholder}
      hint={<Words text={value} />}
      value={value}
      onChange={onChange}
    />
  );
}

const wordsShown = 12;
const plainly = 'Split at spaces; quote what belongs together. No shell reads it: $, | and > are taken as they are.';

function Words({ text }: { readonly text: string }) {
  if (!/["'\\\n]/.test(text)) return plainly;
  const words = splitWords(text);
  if (words === null || words.length === 0) return plainly;
  return (
    <>
      {words.length === 1 ? 'One argument: ' : `${words.length} arguments: `}
      {words.slice(0, wordsShown).map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words are told apart by their place
        <code key={index} className="form-word">
          {word === '' ? '(empty)' : word}
        </code>
      ))}
      {words.length > wordsShown && '…'}
    </>
  );
}
