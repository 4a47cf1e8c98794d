import type { Send } from "./api.ts";

/** As `fetch` does, and tells how much of the body has been sent, from 0 to 1: `fetch` doesn't. */
export const sendCounted =
  (onSent: (ratio: number) => void): Send =>
  (url, { method = "POST", headers, body, signal }, onProgress) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.withCredentials = true;
      for (const [name, value] of headers) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) => {
        onProgress();
        onSent(loaded / total);
      };
      request.onload = () => resolve(toResponse(request));
      request.onerror = () => reject(new TypeError("The request failed"));
      request.onabort = () => reject(new DOMException("The request was aborted", "AbortError"));
      signal.addEventListener("abort", () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });

function toResponse(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split(/\r\n/);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  return new Response(request.responseText, { status: request.status, headers: headers as [string, string][] });
}
