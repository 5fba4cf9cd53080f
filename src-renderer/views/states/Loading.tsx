import { useEffect, useState } from 'react';
import './states.css';

const quietMs = 150;

/** Nothing for 150 ms, as most engines answer sooner; then what is waited for. */
export function Loading({ title }: { readonly title: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section className="view" aria-label={title}>
      <header className="view-bar">{slow && <h1>{title}</h1>}</header>
      {slow && (
        <p className="loading" role="status">
          Reading containers from the engine
        </p>
      )}
    </section>
  );
}
