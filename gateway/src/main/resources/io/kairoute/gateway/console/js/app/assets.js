// @ts-check
/** Where the files beside the modules are: all lie under one address, which carries a hash of what is in them. */

/** @param {string} name such as icons.svg */
export const asset = name => new URL(`../../${name}`, import.meta.url).href;
