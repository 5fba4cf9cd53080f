/** The mark: three lines of a deck, the last one with somebody on watch. */
export function Brand() {
  return (
    <div className="brand">
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M2 3.5h14M2 9h14M2 14.5h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" fill="none" />
        <circle cx="14.5" cy="14.5" r="2" fill="var(--accent)" />
      </svg>
      <span className="rail-text">Quarterdeck</span>
    </div>
  );
}
