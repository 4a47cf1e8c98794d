import { once } from "node:events";
import { connect } from "node:net";

/**
 * Sends text as it is, for requests that no HTTP client would make, and reads until the server closes the connection.
 * `\n` stands for the line ends of HTTP.
 */
export async function sendRaw(url: string, text: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/[[\]]/g, ""));
  // the server may refuse and hang up before everything is sent
  socket.on("error", () => {});
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(text.replaceAll("\n", "\r\n"), "latin1");
  await once(socket, "close");
  return parse(Buffer.concat(chunks).toString());
}

function parse(answer: string) {
  const headEnd = answer.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = answer.slice(0, headEnd).split("\r\n");
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    line.slice(line.indexOf(":") + 2),
  ]);
  const text = answer.slice(headEnd + 4);
  return { status: Number(statusLine.split(" ")[1]), headers: Object.fromEntries(headers), text };
}
