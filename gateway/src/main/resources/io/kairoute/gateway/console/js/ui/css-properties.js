// @ts-check
/** Sets CSS properties of an element by script: the policy allows no style attribute. */
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class CssProperties extends Directive {
  /** @param {Record<string, string>} properties */
  render(properties) {
    return noChange;
  }

  /** @param {any} part @param {[Record<string, string>]} values */
  update(part, [properties]) {
    for (const [name, value] of Object.entries(properties)) {
      part.element.style.setProperty(name, value);
    }
    return noChange;
  }
}

/** For the place of an attribute: `<div ${css({'--share': '0.4'})}>`. */
export const css = directive(CssProperties);
