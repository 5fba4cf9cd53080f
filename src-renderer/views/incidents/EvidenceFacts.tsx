import type { IncidentEvidence } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import { copyText } from '../../store/actions.ts';
import { eventJson } from '../activity/feed-text.ts';

/** What the verdict rests on, and the engine's own words behind it. */
export function EvidenceFacts({ evidence }: { readonly evidence: IncidentEvidence }) {
  const json = evidence.events.map((event) => eventJson(event, evidence.containerId)).join('\n');
  return (
    <section className="story-evidence" aria-label="Evidence">
      <h3>Evidence</h3>
      {evidence.facts.length === 0 && <p className="small tertiary">Nothing more is known.</p>}
      <dl className="evidence-facts selectable">
        {evidence.facts.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two facts may have the same label
          <div key={index}>
            <dt>{displayText(fact.label)}</dt>
            <dd>{displayText(fact.value)}</dd>
          </div>
        ))}
      </dl>
      {evidence.events.length > 0 && (
        <details className="evidence-events">
          <summary>{evidence.events.length === 1 ? 'Engine event' : `${evidence.events.length} engine events`}</summary>
          <button type="button" className="link small" onClick={() => void copyText(json, 'the events')}>
            Copy
          </button>
          <pre className="selectable">{json}</pre>
        </details>
      )}
    </section>
  );
}
