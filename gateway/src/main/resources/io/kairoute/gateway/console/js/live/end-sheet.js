// @ts-check
/** Ends a live occasion or lets a queue go, with a reason that need not be long. */
import { html } from 'lit';
import { Sheet } from '../ui/sheet.js';
import { t } from '../text/messages.js';
import { scopeText } from '../model/scope.js';
import { say } from '../app/toasts.js';
import '../ui/reason.js';

class EndSheet extends Sheet {
  static properties = { ...Sheet.properties, live: { state: true }, queue: { state: true } };

  constructor() {
    super();
    /** @type {any} a live occasion, or nothing */
    this.live = undefined;
    /** @type {any} a queue with an override, or nothing */
    this.queue = undefined;
  }

  get about() {
    return this.live?.id ?? this.queue?.queue ?? '';
  }

  /** @param {{live?: any, queue?: any}} what */
  async open(what = {}) {
    this.live = what.live;
    this.queue = what.queue;
    await super.open();
  }

  /** @param {FormData} fields */
  async send(fields) {
    const reason = /** @type {any} */ (this.querySelector('k-reason')).value;
    if (this.live) {
      await this.app.call('ResolveLiveOccasion', { id: this.live.id, reason, request_id: this.requestId });
      say(t('resolve.done', { occasion: this.app.words.name('occasion', this.live.occasion) }));
    } else {
      await this.app.call('ClearQueueOverride', { queue: this.queue.queue, reason, request_id: this.requestId });
      say(t('clear.done', { queue: this.queue.name || this.queue.queue }));
    }
  }

  render() {
    const { live, queue } = this;
    return this.frame({
      title: live ? t('resolve.title', { occasion: this.app.words.name('occasion', live.occasion) }) : t('clear.title', { queue: queue?.name ?? '' }),
      action: t(live ? 'resolve.action' : 'clear.action'),
      fields: html`<p class="quiet">${live ? scopeText(live) : queue?.override?.reason}</p>
        <k-reason .reasons=${[t('resolve.reason')]} .isFirst=${true}></k-reason>`,
    });
  }
}
customElements.define('k-end-sheet', EndSheet);
