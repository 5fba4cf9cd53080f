import { Segmented } from '../../components/Segmented.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useSettings } from '../../store/settings-store.ts';
import { ApiToken } from './ApiToken.tsx';
import { addressProblem, exposureWarning, originsOf, originsProblem, portProblem, statusWords } from './api-words.ts';
import { change } from './change.ts';
import { SettingField } from './SettingField.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useApiStatus } from './use-api-status.ts';

const switches = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const;

const shapes = { off: 'notKnown', listening: 'running', failed: 'attention' } as const;

/** The door for programs: whether it is open, where, and the key to it. */
export function ApiSection() {
  const settings = useSettings((state) => state.settings);
  const { apiEnabled, apiAddress, apiPort, apiOrigins } = settings;
  const status = useApiStatus(`${apiEnabled} ${apiAddress} ${apiPort}`);
  const words = statusWords(status, apiEnabled);
  const warning = exposureWarning(settings);
  return (
    <section className="settings-part" aria-label="Programs">
      <h2>Programs (Socket.IO API)</h2>
      <SettingRow
        title="Let programs use Quarterdeck"
        words="Scripts and services then start, stop, make and update containers, send them messages and hear what happens, over Socket.IO."
      >
        <Segmented
          label="Programs"
          segments={switches}
          value={apiEnabled ? 'on' : 'off'}
          onChange={(value) => change({ apiEnabled: value === 'on' })}
        />
        <p className="api-status" role="status">
          {status && words !== null && (
            <>
              <StateShape state={shapes[status.state]} />
              <span className={status.state === 'failed' ? 'setting-warning' : 'selectable'}>{words}</span>
            </>
          )}
        </p>
      </SettingRow>
      <SettingRow title="Token" words="Programs show it when they connect. Whoever has it can do what you can: hand it on like a password.">
        <ApiToken />
      </SettingRow>
      <SettingRow title="Address" words="Where it listens. 127.0.0.1 lets in only programs on this machine.">
        <div className="setting-column">
          <SettingField
            label="Address of the API"
            stored={apiAddress}
            problemOf={addressProblem}
            store={(text) => change({ apiAddress: text })}
            width={200}
            mono
          />
          {warning && (
            <p className="setting-warning" role="status">
              {warning}
            </p>
          )}
        </div>
      </SettingRow>
      <SettingRow title="Port" words="Choose another if something else has this one.">
        <SettingField
          label="Port of the API"
          stored={String(apiPort)}
          problemOf={portProblem}
          store={(text) => change({ apiPort: Number(text) })}
          width={96}
          mono
        />
      </SettingRow>
      <SettingRow
        title="Web pages"
        words="Pages in a browser that may connect, by their origin. Programs that are no web page need no entry."
      >
        <SettingField
          label="Origins of web pages"
          stored={apiOrigins.join(', ')}
          problemOf={originsProblem}
          store={(text) => change({ apiOrigins: [...originsOf(text)] })}
          placeholder="http://localhost:5173"
          mono
        />
      </SettingRow>
    </section>
  );
}
