import type { ContainerDetail } from '../../../../src-shared/container-detail.ts';
import { containerKey } from '../../../../src-shared/ids.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { ShortText } from '../../../components/ShortText.tsx';
import { openPort } from '../../../store/actions.ts';
import { useFleet } from '../../../store/fleet-store.ts';
import { shownPorts } from './facts-words.ts';
import { Few, Section } from './Section.tsx';

/** Published ports open in the browser while the container runs and its engine answers. */
export function Ports({ container }: { readonly container: Container }) {
  const isConnected = useFleet((state) => state.fleet.hosts.get(container.hostId)?.status.state === 'connected');
  const ports = shownPorts(container.ports);
  if (ports.length === 0) return null;
  const canOpen = isConnected && container.state === 'running';
  return (
    <Section title="Ports">
      <Few
        items={ports}
        shown={6}
        render={(port) => {
          const { hostPort } = port;
          return (
            <li key={port.key} className="facts-row">
              {hostPort !== null && port.canOpen && canOpen ? (
                <button
                  type="button"
                  className="link clip"
                  aria-label={`Open ${port.address} in the browser`}
                  onClick={() => void openPort(containerKey(container.hostId, container.id), hostPort)}
                >
                  {port.address}
                </button>
              ) : (
                <span className="clip selectable">{port.address ?? 'not published'}</span>
              )}
              <span className="tertiary">{port.address === null ? port.target : `to ${port.target}`}</span>
            </li>
          );
        }}
      />
    </Section>
  );
}

export function Mounts({ mounts }: { readonly mounts: ContainerDetail['mounts'] }) {
  if (mounts.length === 0) return null;
  return (
    <Section title="Mounts">
      <Few
        items={mounts}
        shown={4}
        render={(mount) => (
          <li key={`${mount.destination} ${mount.source}`} className="facts-row facts-row-even">
            <ShortText className="mono selectable" text={mount.source === '' ? mount.type : mount.source} how="middle" />
            <span className="facts-mount tertiary">
              <ShortText text={`to ${mount.destination}`} how="middle" />
              {mount.readOnly && <span>read-only</span>}
            </span>
          </li>
        )}
      />
    </Section>
  );
}

export function Networks({ networks }: { readonly networks: ContainerDetail['networks'] }) {
  if (networks.length === 0) return null;
  return (
    <Section title="Networks">
      <Few
        items={networks}
        shown={4}
        render={(network) => (
          <li
            key={network.name}
            className="facts-row"
            title={network.aliases.length > 0 ? `Also known as ${network.aliases.join(', ')}` : undefined}
          >
            <span className="clip selectable">{network.name}</span>
            <span className="tertiary selectable">{network.address === '' ? '–' : network.address}</span>
          </li>
        )}
      />
    </Section>
  );
}

export function Labels({ labels }: { readonly labels: ContainerDetail['labels'] }) {
  if (labels.length === 0) return null;
  return (
    <Section title="Labels" count={labels.length}>
      <Few
        items={labels}
        shown={3}
        render={(label) => (
          <li key={label.key} className="facts-row facts-row-even" title={`${label.key}=${label.value}`.slice(0, 1_000)}>
            <ShortText className="mono selectable" text={label.key} how="label" />
            <span className="tertiary clip selectable facts-end">{label.value}</span>
          </li>
        )}
      />
    </Section>
  );
}
