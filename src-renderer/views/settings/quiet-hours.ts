import type { Settings } from '../../../src-shared/settings.ts';

/** 1350 of '22:30', also of '22.30' and '22'; null where it is no time of day. */
export function minuteOf(text: string): number | null {
  const [, hours = '', minutes = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  if (hours === '') return null;
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute < 1_440 ? minute : null;
}

/** '22:30' of 1350 */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function timeProblem(text: string): string | null {
  return minuteOf(text) === null ? 'A time from 00:00 to 23:59' : null;
}

/** What is suggested to who switches quiet hours on. */
export const suggestedQuietHours = { fromMinute: 22 * 60, toMinute: 7 * 60 } as const;

/** What the two times mean together, where that may surprise; null where they mean what they say. */
export function quietWords(hours: Settings['quietHours']): string | null {
  if (hours === null || hours.fromMinute < hours.toMinute) return null;
  if (hours.fromMinute === hours.toMinute) return 'From and to are the same: nothing is quiet.';
  return 'Over midnight, to the next day.';
}
