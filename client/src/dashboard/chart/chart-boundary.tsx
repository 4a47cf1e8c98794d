import { Component, type ReactNode } from "react";

type ChartBoundaryProps = { fallback: ReactNode; children: ReactNode };

/** Keeps a chart that can't be loaded or drawn from taking the page with it. */
export class ChartBoundary extends Component<ChartBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError = () => ({ failed: true });

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
