import { back, onDemo, openFirst, type Scene } from './scene.ts';

export const detailScenes: readonly Scene[] = [
  { name: 'detail-overview', open: () => onDemo(40), arrange: (page) => openFirst(page, '1'), clear: back },
  { name: 'detail-logs', open: () => onDemo(40, false), arrange: (page) => openFirst(page, '2'), clear: back },
  { name: 'detail-activity', open: () => onDemo(40, false), arrange: (page) => openFirst(page, '3'), clear: back },
  { name: 'detail-inspect', open: () => onDemo(40), arrange: (page) => openFirst(page, '4'), clear: back },
];
