import fp from "fastify-plugin";
import { ApiError } from "../errors.ts";

/** As many pieces as a body may come in, and another for each of so many bytes; a network's packets have a thousand. */
const PIECES_MOST = 100;
const BYTES_EACH = 64;

/**
 * Refuses a body that comes in tiny pieces. Until it's whole each takes half a kilobyte of memory, however small it is:
 * ten megabytes of one byte each would take five gigabytes.
 */
export const bodyPiecesPlugin = fp(
  async (app) => {
    app.addHook("preParsing", ({ headers }, _reply, payload, done) => {
      if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined)
        return done(null, payload);
      let pieces = 0;
      let bytes = 0;
      const count = (piece: Buffer) => {
        pieces += 1;
        bytes += piece.length;
        if (pieces <= PIECES_MOST + bytes / BYTES_EACH) return;
        payload.off("data", count);
        // whoever reads the body hears it; nobody does where it's refused already
        if (payload.listenerCount("error") > 0)
          payload.emit("error", new ApiError("PAYLOAD_TOO_LARGE", "The body comes in too many small pieces."));
      };
      payload.on("data", count);
      done(null, payload);
    });
  },
  { name: "body-pieces" },
);
