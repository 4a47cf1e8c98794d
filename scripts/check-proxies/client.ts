import type { IncomingMessage } from "node:http";
import { request as sendPlain } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { request as send } from "node:https";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

export type Answer = { status: number; headers: IncomingMessage["headers"]; body: string };

type Options = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Which of this machine's addresses asks. */
  from?: string;
};

/** Asks the proxy on this machine for an address of its domain, and believes its authority alone. */
export function createClient(port: number, ca: string) {
  const open = (url: string, { method = "GET", headers = {}, body, from = "127.0.0.1" }: Options = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { hostname, host, pathname, search } = new URL(url);
      const request = send({
        host: "127.0.0.1",
        port,
        servername: hostname,
        path: pathname + search,
        method,
        ca,
        localAddress: from,
        agent: false,
        timeout: 20_000,
        headers: { host, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      });
      let answered = false;
      request.on("response", (response) => {
        answered = true;
        resolve(response);
      });
      // a refused body is cut off after the answer
      request.on("error", (error) => answered || reject(error));
      request.on("timeout", () => request.destroy(new Error("no answer in time")));
      request.end(body);
    });
  const ask = async (url: string, options?: Options): Promise<Answer> => {
    const response = await open(url, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const body = decode(Buffer.concat(chunks), response.headers["content-encoding"]);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  };
  return { open, ask };
}

function decode(body: Buffer, encoding: string | undefined): string {
  return (encoding === "gzip" && body.length > 0 ? gunzipSync(body) : body).toString();
}

/** Where plain http leads. */
export const askPlain = (port: number, host: string) =>
  new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    const request = sendPlain({ host: "127.0.0.1", port, headers: { host }, agent: false }, async (response) => {
      await text(response);
      resolve({ status: response.statusCode, location: response.headers.location });
    });
    request.on("error", reject);
    request.end();
  });

/** Whether the proxy speaks HTTP/2 for a host name. */
export const speaksHttp2 = (port: number, servername: string, ca: string) =>
  new Promise<boolean>((resolve) => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { servername, ca }, () => {
      session.close();
      resolve(true);
    });
    session.on("error", () => resolve(false));
  });
