import { Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { Attempt, Discovery } from '../../../src-shared/discovery.ts';
import { formatAge } from '../../../src-shared/format.ts';
import { Button } from '../../components/Button.tsx';
import { ShortText } from '../../components/ShortText.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import type { Shape } from '../../components/shape.ts';
import { exploreDemo, retryHost } from '../../store/actions.ts';
import { useNow } from '../../store/clock.ts';
import { goTo } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { CommandLine } from './CommandLine.tsx';
import { adviceFor, mostTelling, outcomeWords, sourceWords } from './no-engine.ts';
import { platformNow } from './platform.ts';
import './states.css';

/** There is no engine to show: what is wrong, one remedy, three ways on, and what was tried. */
export function NoEngine({ discovery }: { readonly discovery: Discovery }) {
  const { title, text, command, risk } = adviceFor(discovery, platformNow());
  const [trying, setTrying] = useState(false);
  const [starting, setStarting] = useState(false);
  const tryAgain = async (): Promise<void> => {
    setTrying(true);
    await retryHost(null);
    setTrying(false);
  };
  const startDemo = async (): Promise<void> => {
    setStarting(true);
    await exploreDemo();
    setStarting(false);
  };
  useShortcut('retry', () => {
    void tryAgain();
    return true;
  });
  useShortcut('demo', () => {
    void startDemo();
    return true;
  });
  return (
    <section className="view" aria-label="Containers">
      <header className="view-bar">
        <h1>Containers</h1>
      </header>
      <div className="state-screen">
        <div className="state-column">
          <h2 className="state-title">{title}</h2>
          <p className="state-text">{text}</p>
          {command && <CommandLine command={command} />}
          {risk && <p className="state-risk">{risk}</p>}
          <div className="state-ways">
            <Button
              label="Try again"
              icon={RotateCw}
              shortcut="r"
              tone="primary"
              busy={trying}
              busyLabel="Trying"
              onPress={() => void tryAgain()}
            />
            <Button
              label="Explore with the demo engine"
              icon={Play}
              shortcut="d"
              busy={starting}
              busyLabel="Starting the demo engine"
              onPress={() => void startDemo()}
            />
            <Button label="Set an address…" tone="ghost" onPress={() => goTo({ view: 'settings' })} />
          </div>
          <Tried discovery={discovery} />
        </div>
      </div>
    </section>
  );
}

function Tried({ discovery }: { readonly discovery: Discovery }) {
  const ageMs = useNow() - discovery.atMs;
  const telling = mostTelling(discovery.attempts);
  const source = sourceWords(discovery);
  return (
    <>
      <div className="tried-head">
        <h3>What was tried</h3>
        <span className="small tertiary">last {formatAge(ageMs)} ago</span>
      </div>
      <ul>
        {discovery.attempts.map((attempt) => (
          <li key={attempt.address} className="tried-row">
            <StateShape state={shapeOf(attempt)} />
            <ShortText text={attempt.address.replace(/^unix:\/\//, '')} how="middle" className="mono selectable" />
            <span
              className={`tried-outcome${attempt === telling && shapeOf(attempt) === 'attention' ? ' is-warn' : ''}`}
              title={detailOf(attempt)}
            >
              {outcomeWords(attempt)}
            </span>
          </li>
        ))}
      </ul>
      <p className="tried-note">
        {source.before}
        {source.code && <code>{source.code}</code>}
        {source.after}
        {telling &&
          canAnswer(telling) &&
          ` As soon as ${discovery.attempts.length === 1 ? 'it' : 'one of these'} answers, the containers appear here.`}
      </p>
    </>
  );
}

function canAnswer({ outcome }: Attempt): boolean {
  return outcome.state === 'answered' || (outcome.problem.kind !== 'malformedAddress' && outcome.problem.kind !== 'notSupportedYet');
}

function shapeOf({ outcome }: Attempt): Shape {
  if (outcome.state === 'answered') return 'running';
  switch (outcome.problem.kind) {
    case 'socketMissing':
      return 'removed';
    case 'refused':
    case 'stoppedOnPurpose':
      return 'notKnown';
    default:
      return 'attention';
  }
}

function detailOf({ outcome }: Attempt): string | undefined {
  return outcome.state === 'failed' && outcome.problem.message !== '' ? outcome.problem.message : undefined;
}
