import { useRef, useState } from 'react';

/** Whether `act` is under way, and a function that runs it unless it is. */
export function useBusy(act: () => Promise<void>): readonly [boolean, () => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const run = async (): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    await act();
    underWay.current = false;
    setBusy(false);
  };
  return [busy, run];
}
