import type { Shape } from './shape.ts';
import './StateShape.css';

/** The 12 px silhouette that stands before a state's word. Never without the word. */
export function StateShape({ state }: { readonly state: Shape }) {
  return (
    <svg className={`state-shape state-shape-${colourOf(state)}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <Silhouette state={state} />
    </svg>
  );
}

/** The colour role of a shape, and of its word where the word is coloured. */
export function colourOf(state: Shape): 'ok' | 'warn' | 'bad' | 'quiet' | 'plain' {
  switch (state) {
    case 'healthy':
    case 'running':
    case 'starting':
      return 'ok';
    case 'restarting':
    case 'attention':
      return 'warn';
    case 'unhealthy':
    case 'crashed':
    case 'dead':
      return 'bad';
    case 'paused':
      return 'plain';
    case 'stopped':
    case 'exited':
    case 'created':
    case 'removing':
    case 'removed':
    case 'resolved':
    case 'notKnown':
    case 'neutral':
      return 'quiet';
  }
}

const onShape = { fill: 'none', stroke: 'var(--bg)', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const line = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

function Silhouette({ state }: { readonly state: Shape }) {
  switch (state) {
    case 'healthy':
      return (
        <>
          <circle cx="6" cy="6" r="5.5" fill="currentColor" />
          <path d="M3.6 6.2 5.3 7.8 8.4 4.5" strokeWidth="1.5" {...onShape} />
        </>
      );
    case 'running':
      return <circle cx="6" cy="6" r="4" fill="currentColor" />;
    case 'starting':
      return (
        <>
          <circle cx="6" cy="6" r="4" strokeWidth="1.5" {...line} />
          <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
        </>
      );
    case 'paused':
      return <path d="M3.75 2v8M8.25 2v8" strokeWidth="2" {...line} strokeLinecap="butt" />;
    case 'restarting':
      return (
        <>
          <path d="M10.2 7.4A4.5 4.5 0 1 1 9.4 3" strokeWidth="1.6" {...line} />
          <path d="M10.9.9v3.6H7.3z" fill="currentColor" />
        </>
      );
    case 'attention':
      return (
        <>
          <path d="M6 1 11.2 10.6H.8z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
          <path d="M6 4.4v2.8M6 9.1v.1" strokeWidth="1.4" {...onShape} />
        </>
      );
    case 'unhealthy':
      return (
        <>
          <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
          <path d="M6 3.4v2.9M6 8.4v.1" strokeWidth="1.4" {...onShape} />
        </>
      );
    case 'crashed':
    case 'dead':
      return (
        <>
          <rect x=".75" y=".75" width="10.5" height="10.5" rx="2.5" fill="currentColor" />
          <path d="M4.1 4.1 7.9 7.9M7.9 4.1 4.1 7.9" strokeWidth="1.5" {...onShape} />
        </>
      );
    case 'stopped':
    case 'exited':
      return <circle cx="6" cy="6" r="4" strokeWidth="1.5" {...line} />;
    case 'created':
      return <circle cx="6" cy="6" r="2.25" strokeWidth="1.5" {...line} />;
    case 'notKnown':
      return <circle cx="6" cy="6" r="4.25" strokeWidth="1.5" strokeDasharray="1.9 2.55" fill="none" stroke="currentColor" />;
    case 'resolved':
      return <path d="M2.4 6.4 4.9 8.9 9.8 3.4" strokeWidth="1.6" {...line} />;
    case 'removing':
    case 'removed':
      return <path d="M3 3l6 6M9 3 3 9" strokeWidth="1.6" {...line} />;
    case 'neutral':
      return <circle cx="6" cy="6" r="2" fill="currentColor" />;
  }
}
