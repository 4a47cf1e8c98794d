import { Component, type ReactNode } from "react";
import { isMissingPart } from "../../lib/errors/missing-part.ts";
import { reportError } from "../../lib/errors/report-error.ts";

type ErrorBoundaryProps = { fallback: (error: unknown) => ReactNode; tryAgainAt?: string; children: ReactNode };

type State = { crash?: { error: unknown } | undefined };

/** What can't be loaded stays so until the page is loaded anew: React, Vite and some browsers keep the failure. */
const shown = new Set<unknown>();

/** Shows the fallback in place of what crashed, until it is somewhere else (`tryAgainAt`). */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { crash: { error } };
  }

  /** A reload is worth it when somebody comes back to the missing part, or the network does. */
  renew = () =>
    isMissingPart(this.state.crash?.error) &&
    fetch("", { cache: "no-store" }).then(
      ({ ok }) => ok && window.location.reload(),
      () => {},
    );

  override componentDidMount() {
    window.addEventListener("online", this.renew);
  }

  override componentWillUnmount() {
    window.removeEventListener("online", this.renew);
  }

  override componentDidCatch(error: unknown) {
    reportError(error);
    if (shown.has(error)) this.renew();
    shown.add(error);
  }

  override componentDidUpdate({ tryAgainAt }: ErrorBoundaryProps, { crash }: State) {
    if (crash && tryAgainAt !== this.props.tryAgainAt) this.setState({ crash: undefined });
  }

  override render() {
    const { crash } = this.state;
    return crash ? this.props.fallback(crash.error) : this.props.children;
  }
}
