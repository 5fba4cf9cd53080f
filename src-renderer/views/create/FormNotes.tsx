/** What the user is told before the fields, a sentence each. */
export function FormNotes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="form-notes" aria-label="Notes">
      {notes.map((it) => (
        <li key={it}>{it}</li>
      ))}
    </ul>
  );
}
