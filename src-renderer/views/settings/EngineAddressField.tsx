import { Button } from '../../components/Button.tsx';
import { useSettings } from '../../store/settings-store.ts';
import { change } from './change.ts';
import { engineAddressProblem } from './engine-address.ts';
import { SettingField } from './SettingField.tsx';

/** The one address to use; empty looks everywhere. */
export function EngineAddressField() {
  const stored = useSettings((state) => state.settings.engineAddress) ?? '';
  return (
    <SettingField
      label="Engine address"
      stored={stored}
      problemOf={engineAddressProblem}
      store={(text) => change({ engineAddress: text === '' ? null : text })}
      placeholder="unix:///var/run/docker.sock"
      mono
      after={(text, empty) => (
        <Button
          label="Look for engines"
          disabledReason={stored === '' && text === '' ? 'No address is set: engines are looked for' : null}
          onPress={empty}
        />
      )}
    />
  );
}
