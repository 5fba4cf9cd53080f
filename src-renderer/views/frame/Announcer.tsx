import { useEffect, useState } from 'react';
import { onAnnouncement } from '../../store/announcements.ts';
import { useFleet } from '../../store/fleet-store.ts';

const pauseMs = 5_000;
const told = 3;

/** Reads changes aloud, politely: grouped, at most once in five seconds. What a lost engine needs said, its banner says. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const more = waiting.length - told;
      setText(`${waiting.slice(0, told).join('. ')}${more > 0 ? `. ${more} more changes` : ''}`);
      waiting = [];
    };
    const say = (line: string): void => {
      waiting.push(line);
      timer ??= setTimeout(tell, pauseMs);
    };
    const stopAnnouncements = onAnnouncement(say);
    const stop = useFleet.subscribe((state, before) => {
      const { activities } = state.fleet;
      if (activities === before.fleet.activities || before.connection === 'loading') return;
      const known = new Set(before.fleet.activities.slice(-50));
      for (const it of activities.slice(-50)) {
        if (!known.has(it) && it.kind !== 'engine') say(`${it.containerName}: ${it.text}`);
      }
    });
    return () => {
      stop();
      stopAnnouncements();
      clearTimeout(timer);
    };
  }, []);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
