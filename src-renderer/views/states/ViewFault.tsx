import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import './states.css';

export interface ViewFaultProps {
  readonly children: ReactNode;
  /** Stands where they would; absent: what a view needs. */
  readonly fallback?: ReactNode;
}

/** Keeps the rest of the window when a part of it throws; without it React takes everything off the screen. One for each place (`key`). */
export class ViewFault extends Component<ViewFaultProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // What is told as an error here, the window's owner writes to the log.
    console.error('A part of the window can’t be shown', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return (
      <section className="view" aria-label="Fault">
        <div className="state-screen" role="alert">
          <div className="state-column">
            <h1 className="state-title">This view can’t be shown</h1>
            <p className="state-text">
              Quarterdeck made a mistake here, and its log tells which. The other views still work: go to one of them, or reload the window.
            </p>
            <div className="state-ways">
              <Button label="Reload" tone="primary" onPress={() => window.location.reload()} />
            </div>
          </div>
        </div>
      </section>
    );
  }
}
