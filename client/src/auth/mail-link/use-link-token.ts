import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";

/** The token of a mail's link. It leaves the address, which others may read, but outlives a reload of the page. */
export function useLinkToken(): string | undefined {
  const { pathname, hash, state } = useLocation();
  const navigate = useNavigate();
  const inAddress = new URLSearchParams(hash.slice(1)).get("token") ?? undefined;

  useEffect(() => {
    if (inAddress) navigate(pathname, { replace: true, state: { token: inAddress } satisfies LinkState });
  }, [inAddress, pathname, navigate]);

  return inAddress ?? (state as LinkState | null)?.token;
}

type LinkState = { token?: string };
