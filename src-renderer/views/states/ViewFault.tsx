import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import './states.css';

/** Keeps the rest of the window when a view throws; without it React takes everything off the screen. One for each place (`key`). */
export class ViewFault extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('A view can’t be shown', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <section className="view" aria-label="Fault">
        <div className="state-screen" role="alert">
          <div className="state-column">
            <h2 className="state-title">This view can’t be shown</h2>
            <p className="state-text">Quarterdeck made a mistake here. The rest goes on: choose another view, or load the window anew.</p>
            <div className="state-ways">
              <Button label="Load anew" tone="primary" onPress={() => window.location.reload()} />
            </div>
          </div>
        </div>
      </section>
    );
  }
}
