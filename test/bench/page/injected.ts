/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/** Part of the message of the error that `wasInjected` throws. */
export const cameTooLate = 'nothing was injected in time';

export function markInjected(): void {
  Reflect.set(window, 'benchInjected', true);
}

/** Whether the document began with our scripts; throws where it began without them. */
export function wasInjected(): boolean {
  if (Reflect.get(window, 'benchInjected') === true && location.href !== 'about:blank') return true;
  if (location.href !== 'about:blank' && document.readyState !== 'loading') throw new Error('nothing was injected in time');
  return false;
}
