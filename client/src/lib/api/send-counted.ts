import type { Send } from "./api.ts";

/** As `fetch` does, and tells how much of the body has been sent, from 0 to 1: `fetch` doesn't. */
export const sendCounted =
  (onSent: (ratio: number) => void): Send =>
  async (url, { method = "POST", headers, body, signal }, onProgress) => {
    const request = new XMLHttpRequest();
    await new Promise<void>((resolve, reject) => {
      request.open(method, url);
      request.withCredentials = true;
      for (const [name, value] of headers) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) => {
        onProgress();
        onSent(loaded / total);
      };
      request.onload = () => resolve();
      request.onerror = () => reject(new TypeError("The request failed"));
      request.onabort = () => reject(new DOMException("The request was aborted", "AbortError"));
      signal.addEventListener("abort", () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });
    return toResponse(request);
  };

function toResponse(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().split("\r\n").filter(Boolean);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  // An answer such as 204 may not have a body, not even an empty one.
  return new Response(request.responseText || null, {
    status: request.status,
    headers: headers as [string, string][],
  });
}
