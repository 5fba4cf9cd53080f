import { Bell, BellOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { formatClock } from '../../../src-shared/format.ts';
import { Button } from '../../components/Button.tsx';
import { onSecond } from '../../store/clock.ts';
import { useSettings } from '../../store/settings-store.ts';
import { change } from '../settings/change.ts';

const hourMs = 3_600_000;

/** Stops notifications for an hour, or lets them come again. */
export function PauseButton() {
  const untilMs = useSettings((state) => state.settings.notificationsPausedUntilMs);
  const enabled = useSettings((state) => state.settings.notificationsEnabled);
  const paused = useSyncExternalStore(onSecond, () => untilMs !== null && untilMs > Date.now());
  if (!enabled) return null;
  if (paused && untilMs !== null) {
    return (
      <Button
        className="pause-button"
        label={`Paused until ${formatClock(untilMs).slice(0, 5)}: resume`}
        icon={Bell}
        onPress={() => change({ notificationsPausedUntilMs: null })}
      />
    );
  }
  return (
    <Button
      className="pause-button"
      label="Pause notifications"
      icon={BellOff}
      onPress={() => change({ notificationsPausedUntilMs: Date.now() + hourMs })}
    />
  );
}
