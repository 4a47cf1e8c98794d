import { once } from "node:events";
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string };
type RawRequest = { method: string; path: string; headers?: Record<string, string>; body?: string | undefined };

/** A client that keeps its connections and sends what it is given, for thousands of requests. */
export function httpClient(url: string) {
  const agent = new Agent({ keepAlive: true });
  return {
    send: async ({ method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> => {
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const sent = request(url + path, { agent, method, headers: { ...headers, ...length } }).end(body);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      const text = (await response.toArray()).join("");
      return { status: response.statusCode ?? 0, headers: response.headers, text };
    },
    close: () => agent.destroy(),
  };
}
