/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

export function hasCharts(): boolean {
  return document.querySelector('.recharts-surface') !== null;
}

/** Points in the longest line that a chart shows. */
export function chartPoints(): number {
  const lines = [...document.querySelectorAll('.recharts-surface path')].map((path) => path.getAttribute('d') ?? '');
  return Math.max(0, ...lines.map((line) => line.split(/[LMC]/).length - 1));
}
