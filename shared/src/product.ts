/** In pages, mails and authenticator apps. `npm run rename` changes it, and the packages with it. */
export const PRODUCT_NAME = "Cafe";
