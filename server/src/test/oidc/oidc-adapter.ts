import type { Adapter, AdapterPayload } from "oidc-provider";

const store = new Map<string, AdapterPayload>();

/** Keeps what the test provider has to remember. Its own such adapter warns on the console that it is for tests. */
export class OidcAdapter implements Adapter {
  readonly #model: string;

  constructor(model: string) {
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload) {
    store.set(this.#key(id), payload);
  }

  async find(id: string) {
    return store.get(this.#key(id));
  }

  async findByUid(uid: string) {
    return this.#payloads().find((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string) {
    return this.#payloads().find((payload) => payload.userCode === userCode);
  }

  async consume(id: string) {
    const payload = store.get(this.#key(id));
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string) {
    store.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string) {
    for (const [key, payload] of store) if (payload.grantId === grantId) store.delete(key);
  }

  #key = (id: string) => `${this.#model}:${id}`;

  #payloads = () => [...store].filter(([key]) => key.startsWith(`${this.#model}:`)).map(([, payload]) => payload);
}
