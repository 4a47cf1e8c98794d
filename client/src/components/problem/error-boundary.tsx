import { Component, type ReactNode } from "react";
import { reportError } from "../../lib/errors/report-error.ts";

type ErrorBoundaryProps = { fallback: (error: unknown) => ReactNode; tryAgainAt?: string; children: ReactNode };

/** Shows the fallback in place of what crashed, until it is somewhere else (`tryAgainAt`). */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error?: unknown; crashed: boolean }> {
  override state = { error: undefined, crashed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, crashed: true };
  }

  override componentDidCatch(error: unknown) {
    reportError(error);
  }

  override componentDidUpdate({ tryAgainAt }: ErrorBoundaryProps) {
    if (this.state.crashed && tryAgainAt !== this.props.tryAgainAt) this.setState({ error: undefined, crashed: false });
  }

  override render() {
    return this.state.crashed ? this.props.fallback(this.state.error) : this.props.children;
  }
}
