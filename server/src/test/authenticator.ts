import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { CLIENT_ORIGIN } from "./build-test-app.ts";

type Options = { challenge: string };
/** What a test has the authenticator, or the browser around it, do differently. */
type Behaviour = {
  userPresent?: boolean;
  /** Whether it asked for a fingerprint, a face or a PIN. */
  userVerified?: boolean;
  synced?: boolean;
  counter?: number;
  origin?: string;
  relyingParty?: string;
  /** In place of "none" with an empty statement: its format and statement in CBOR. */
  attestation?: { format: string; statement: Buffer };
};

/** A passkey in software: an ES256 key that answers as a browser would (WebAuthn Level 3, 6 and 7). */
export class Authenticator {
  /** base64url, as browsers name it. */
  readonly id: string;
  readonly #id: Buffer;
  readonly #privateKey: KeyObject;
  readonly #publicKey: Buffer;
  readonly #defaults: Behaviour;

  constructor({ id = randomBytes(32), ...defaults }: Behaviour & { id?: Buffer } = {}) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.id = id.toString("base64url");
    this.#id = id;
    this.#privateKey = privateKey;
    // COSE: a map of kty 2, alg -7, crv 1, x and y
    this.#publicKey = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
    this.#defaults = defaults;
  }

  /** The answer to creation options. */
  register({ challenge }: Options, changes: Behaviour = {}) {
    const behaviour = { ...this.#defaults, ...changes };
    const { format, statement } = behaviour.attestation ?? { format: "none", statement: Buffer.from([0xa0]) };
    const authenticatorData = this.#authenticatorData(behaviour, true);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...[text("fmt"), text(format), text("attStmt"), statement, text("authData"), bytes(authenticatorData)],
    ]);
    return this.#answer({
      clientDataJSON: clientData("webauthn.create", challenge, behaviour),
      attestationObject: attestationObject.toString("base64url"),
      transports: ["internal"],
    });
  }

  /** The answer to request options. */
  sign({ challenge }: Options, changes: Behaviour = {}) {
    const behaviour = { ...this.#defaults, ...changes };
    const clientDataJSON = clientData("webauthn.get", challenge, behaviour);
    const authenticatorData = this.#authenticatorData(behaviour, false);
    const signed = Buffer.concat([authenticatorData, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    return this.#answer({
      clientDataJSON,
      authenticatorData: authenticatorData.toString("base64url"),
      signature: sign("sha256", signed, this.#privateKey).toString("base64url"),
    });
  }

  #answer<T>(response: T) {
    const { id } = this;
    return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
  }

  #authenticatorData(
    { userPresent = true, userVerified = true, synced = false, counter = 0, relyingParty = "localhost" }: Behaviour,
    withKey: boolean,
  ): Buffer {
    // bits: present, verified, may be synced, is synced, a key follows
    const flags = (userPresent ? 1 : 0) | (userVerified ? 4 : 0) | (synced ? 8 | 16 : 0) | (withKey ? 64 : 0);
    const head = Buffer.concat([sha256(relyingParty), Buffer.from([flags]), uint(4, counter)]);
    // the model's id, which is none
    const key = [Buffer.alloc(16), uint(2, this.#id.length), this.#id, this.#publicKey];
    return withKey ? Buffer.concat([head, ...key]) : head;
  }
}

function clientData(type: string, challenge: string, { origin = CLIENT_ORIGIN }: Behaviour): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

function uint(length: number, value: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntBE(value, 0, length);
  return buffer;
}

/** CBOR of a short text. */
const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

/** CBOR of up to 65,535 bytes. */
export const bytes = (value: Buffer) => Buffer.concat([Buffer.from([0x59]), uint(2, value.length), value]);
