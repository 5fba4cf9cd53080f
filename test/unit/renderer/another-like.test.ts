import { expect, it } from 'vitest';
import { anotherLike } from '../../../src-renderer/views/create/another-like.ts';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';

it('a container like a running one takes its networks and aliases, and leaves it its fixed address', () => {
  const networks = [
    { name: 'front', aliases: ['web'], address: '172.28.0.9' },
    { name: 'back', aliases: [], address: null },
  ];
  expect(anotherLike({ ...emptyContainerConfig, image: 'nginx', networks })).toEqual({
    config: {
      ...emptyContainerConfig,
      image: 'nginx',
      networks: [
        { name: 'front', aliases: ['web'], address: null },
        { name: 'back', aliases: [], address: null },
      ],
    },
    leftOut: ['Left out: its fixed address 172.28.0.9 on front, which only one container can have.'],
  });
});
