/** Changing it changes the product: pages, mails, authenticator apps. */
export const PRODUCT_NAME = "Cafe";
