import { Component, type ReactNode } from "react";

type ErrorBoundaryProps = { fallback: (error: unknown) => ReactNode; children: ReactNode };

/** Shows the fallback in place of what crashed. A new `key` tries again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error?: unknown; crashed: boolean }> {
  override state = { error: undefined, crashed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, crashed: true };
  }

  override render() {
    return this.state.crashed ? this.props.fallback(this.state.error) : this.props.children;
  }
}
