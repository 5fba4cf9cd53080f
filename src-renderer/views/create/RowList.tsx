import { Plus, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { FormRow } from './FormRow.tsx';

export interface RowListProps<R extends { readonly id: string }> {
  readonly label: string;
  readonly bare?: boolean;
  /** What one of them is called: 'port'. */
  readonly noun: string;
  readonly rows: readonly R[];
  readonly onAdd: () => void;
  readonly onRemove: (row: R) => void;
  /** Over the columns; read aloud by each control's own name instead. */
  readonly columns: readonly string[];
  /** Names the grid in the style sheet. */
  readonly kind: 'ports' | 'pairs' | 'volumes' | 'networks';
  readonly renderRow: (row: R, index: number) => ReactNode;
  /** Under the row: what is wrong with it. */
  readonly renderProblems: (row: R) => ReactNode;
  /** More buttons beside 'Add'. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Rows that come and go. A new one takes the focus; where one goes, the focus stays near. */
export function RowList<R extends { readonly id: string }>(props: RowListProps<R>) {
  const { label, bare = false, noun, rows, onAdd, onRemove, columns, kind, renderRow, renderProblems, actions, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const focusLast = useRef(false);
  useEffect(() => {
    if (!focusLast.current) return;
    focusLast.current = false;
    list.current?.querySelector<HTMLElement>(':scope > li:last-child :is(input, textarea)')?.focus();
  });
  return (
    <FormRow label={label} bare={bare}>
      {rows.length > 0 && (
        <div className={`form-columns form-columns-${kind}`} aria-hidden="true">
          {columns.map((it) => (
            <span key={it}>{it}</span>
          ))}
        </div>
      )}
      <ul ref={list} className="form-rows">
        {rows.map((row, index) => (
          <li key={row.id}>
            <div className={`form-line form-columns-${kind}`}>
              {renderRow(row, index)}
              <IconButton
                small
                icon={X}
                label={`Remove ${noun} ${index + 1}`}
                onPress={() => {
                  onRemove(row);
                  addButton.current?.focus();
                }}
              />
            </div>
            {renderProblems(row)}
          </li>
        ))}
      </ul>
      <div className="form-line-actions">
        <Button
          ref={addButton}
          label={`Add ${noun}`}
          icon={Plus}
          onPress={() => {
            focusLast.current = true;
            onAdd();
          }}
        />
        {actions}
      </div>
      {children}
    </FormRow>
  );
}
