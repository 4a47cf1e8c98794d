import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";

/** The token of a mail's link. It's removed from the URL, which others may read, but survives a reload. */
export function useLinkToken(): string | undefined {
  const { pathname, hash, state } = useLocation();
  const navigate = useNavigate();
  const inUrl = new URLSearchParams(hash.slice(1)).get("token") ?? undefined;

  useEffect(() => {
    if (inUrl) navigate(pathname, { replace: true, state: { token: inUrl } satisfies LinkState });
  }, [inUrl, pathname, navigate]);

  return inUrl ?? (state as LinkState | null)?.token;
}

type LinkState = { token?: string };
