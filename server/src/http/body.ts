import fp from "fastify-plugin";
import { ApiError } from "../errors.ts";

/** The most pieces that a body may come in, plus one for every 64 bytes; a network's packets have a thousand. */
const PIECES_MOST = 100;
const BYTES_EACH = 64;

/**
 * Refuses a body before it's read: a compressed one, and one that comes in tiny pieces. Until the body is complete, each
 * piece takes half a kilobyte of memory, however small it is: ten megabytes in pieces of one byte would take five gigabytes.
 */
export const bodyPlugin = fp(
  async (app) => {
    app.addHook("preParsing", ({ headers }, _reply, payload, done) => {
      if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined)
        return done(null, payload);
      if ((headers["content-encoding"] ?? "identity").toLowerCase() !== "identity") return done(compressed());
      let pieces = 0;
      let bytes = 0;
      const count = (piece: Buffer) => {
        pieces += 1;
        bytes += piece.length;
        if (pieces <= PIECES_MOST + bytes / BYTES_EACH) return;
        payload.off("data", count);
        // only heard while the body is being read, not once it's refused
        if (payload.listenerCount("error") > 0)
          payload.emit("error", new ApiError("PAYLOAD_TOO_LARGE", "The body was sent in too many small pieces."));
      };
      payload.on("data", count);
      done(null, payload);
    });
  },
  { name: "body" },
);

const compressed = () =>
  new ApiError("UNSUPPORTED_MEDIA_TYPE", "Send the body uncompressed, without Content-Encoding.", {
    headers: { "accept-encoding": "identity" },
  });
