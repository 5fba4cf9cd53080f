import { memo } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { openPort } from '../../store/actions.ts';
import { publishedPorts } from './sorting.ts';

interface PortsCellProps {
  readonly containerKey: ContainerKey;
  readonly container: Container;
  readonly stale: boolean;
}

/** The first published port, which opens in the browser, and how many more there are. */
export const PortsCell = memo(function PortsCell({ containerKey, container, stale }: PortsCellProps) {
  const [first, ...others] = publishedPorts(container);
  if (first === undefined) return <div role="gridcell" className="cell-ports" />;
  const live = !stale && container.state === 'running';
  const all = container.ports
    .filter((it) => it.hostPort !== null)
    .map((it) => `${it.hostPort} to ${it.containerPort}/${it.protocol}`)
    .join('\n');
  return (
    <div role="gridcell" className="cell-ports" data-tip={all}>
      {live ? (
        <button
          type="button"
          tabIndex={-1}
          className="link"
          aria-label={`Open port ${first} in the browser`}
          onClick={() => void openPort(containerKey, first)}
        >
          :{first}
        </button>
      ) : (
        <span>:{first}</span>
      )}
      {others.length > 0 && <span className="ports-more"> +{others.length}</span>}
    </div>
  );
});
