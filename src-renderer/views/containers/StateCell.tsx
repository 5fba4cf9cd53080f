import { memo, useEffect, useRef } from 'react';
import { shownState, stateWords } from '../../../src-shared/describe.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { BusyArc } from '../../components/Button.tsx';
import { colourOf, StateShape } from '../../components/StateShape.tsx';
import { busyWords } from '../../store/action-words.ts';
import { useBusyWith } from '../../store/pending.ts';

/**
 * Opacity changes beside the window's thread, in steps too small to be seen: a colour took every frame of that thread for
 * 0.6 s, just when the answer to what had changed the state was due.
 */
const flashing: KeyframeAnimationOptions = { duration: 600, easing: 'steps(8)', pseudoElement: '::before' };

interface StateCellProps {
  readonly containerKey: ContainerKey;
  readonly container: Container;
  readonly stale: boolean;
}

export const StateCell = memo(function StateCell({ containerKey, container, stale }: StateCellProps) {
  const busy = useBusyWith(containerKey);
  const state = shownState(container);
  const word = useRef<HTMLSpanElement>(null);
  const shown = useRef({ containerKey, state });
  const flash = useRef<Animation>(undefined);
  useEffect(() => {
    const before = shown.current;
    if (before.containerKey === containerKey && before.state === state) return;
    shown.current = { containerKey, state };
    flash.current?.cancel();
    flash.current = undefined;
    // Another container in the same cell has not changed.
    if (before.containerKey !== containerKey) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    if (word.current) flash.current = flashBehind(word.current);
  }, [containerKey, state]);
  const resting = state === 'exited' || state === 'stopped' || state === 'created' || state === 'removing';
  const tone = stale ? 'quiet' : colourOf(state);
  return (
    <div role="gridcell" className={`cell-state${resting ? ' is-resting' : ''}`}>
      {busy && !stale ? <BusyArc /> : <StateShape state={stale && !resting ? 'notKnown' : state} />}
      <span ref={word} className={`state-word clip${tone === 'bad' || tone === 'warn' ? ` is-${tone}` : ''}`}>
        {busy && !stale ? busyWords[busy] : stateWords[state]}
      </span>
    </div>
  );
});

function flashBehind(word: Element): Animation {
  word.classList.add('is-flashing');
  const animation = word.animate({ opacity: [1, 0] }, flashing);
  const end = (): void => {
    // Not where the next one has begun.
    if (word.getAnimations({ subtree: true }).length === 0) word.classList.remove('is-flashing');
  };
  animation.onfinish = end;
  animation.oncancel = end;
  return animation;
}
