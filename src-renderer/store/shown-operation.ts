import { useEffect } from 'react';
import { create } from 'zustand';

/** The operation that a view shows at length; the window's foot need not say it again. */
export const useShownOperation = create<{ readonly id: string | null }>()(() => ({ id: null }));

/** Says which operation this view shows, for as long as it does. */
export function useShowsOperation(id: string | null): void {
  useEffect(() => {
    useShownOperation.setState({ id });
    return () => useShownOperation.setState({ id: null });
  }, [id]);
}
