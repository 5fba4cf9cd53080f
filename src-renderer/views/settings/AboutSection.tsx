import { licences } from './licences.ts';
import { versionsOf } from './versions.ts';

export function AboutSection() {
  return (
    <section className="settings-part" aria-label="About">
      <h2>About</h2>
      <dl className="about-versions selectable">
        {versionsOf(navigator.userAgent).map(({ name, version }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
        <div>
          <dt>Licence</dt>
          <dd>Apache-2.0</dd>
        </div>
      </dl>
      <details className="about-licences">
        <summary>Open-source software inside</summary>
        <ul className="selectable">
          {licences.map(({ name, licence, by }) => (
            <li key={name}>
              <span>{name}</span>
              <span className="secondary">{licence}</span>
              <span className="tertiary">{by}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
