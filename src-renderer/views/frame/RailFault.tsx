import { Button } from '../../components/Button.tsx';

/** In the rail's place when it throws: the view beside it still works, and the keys of the views do not. */
export function RailFault() {
  return (
    <nav className="rail rail-fault" aria-label="Views">
      <p className="small secondary" role="alert">
        The views can’t be listed. Quarterdeck made a mistake here, and its log tells which.
      </p>
      <Button label="Reload" onPress={() => window.location.reload()} />
    </nav>
  );
}
