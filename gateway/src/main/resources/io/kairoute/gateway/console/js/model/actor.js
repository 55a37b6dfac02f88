// @ts-check
/** The name of an actor without the kind of what proved it: "name:ana" is ana. @param {string | undefined} actor */
export const actorName = actor => (actor ?? '').replace(/^(key|cert|jwt|name):/, '');
