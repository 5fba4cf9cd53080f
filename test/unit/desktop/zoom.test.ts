import { describe, expect, it } from 'vitest';
import { zoomAfter } from '../../../src-main/desktop/zoom.ts';

const press = (key: string, keys: Partial<Record<'control' | 'alt' | 'meta', boolean>> = { control: true }) => ({
  type: 'keyDown' as const,
  key,
  control: false,
  alt: false,
  meta: false,
  ...keys,
});

describe('the window’s zoom', () => {
  it('follows Ctrl with plus, minus and zero, within bounds', () => {
    expect(zoomAfter(0, press('+'))).toBe(0.5);
    expect(zoomAfter(0, press('='))).toBe(0.5);
    expect(zoomAfter(0, press('-'))).toBe(-0.5);
    expect(zoomAfter(3, press('0'))).toBe(0);
    expect(zoomAfter(6, press('+'))).toBe(6);
    expect(zoomAfter(-3, press('-'))).toBe(-3);
  });

  it('leaves every other key to the page', () => {
    expect(zoomAfter(0, press('+', {}))).toBeNull();
    expect(zoomAfter(0, press('0', { control: true, alt: true }))).toBeNull();
    expect(zoomAfter(0, press('k'))).toBeNull();
    expect(zoomAfter(0, { ...press('+'), type: 'keyUp' })).toBeNull();
  });
});
