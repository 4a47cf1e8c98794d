/** Names of this machine, as they stand in a URL. */
export const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Whether nobody but this machine reaches a server that listens there. */
export const isThisMachine = (host: string) =>
  LOCAL_HOSTS.includes(host) || host === "::1" || /^127(\.\d+){3}$/.test(host);

/** @param report is told what is wrong with it */
export function checkOrigin(origin: string, production: boolean, report: (message: string) => void): void {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  // a pattern would pass for a host name, and match nothing
  if (url?.origin !== origin || !/^https?:$/.test(url.protocol) || origin.includes("*")) {
    report(`"${origin}" isn't an origin. Write it like https://app.example.com`);
  } else if (production && url.protocol === "http:" && !LOCAL_HOSTS.includes(url.hostname)) {
    report(`"${origin}" must be https in production`);
  }
}

export const hostOf = (origin = "") => (URL.canParse(origin) ? new URL(origin).hostname : "localhost");
