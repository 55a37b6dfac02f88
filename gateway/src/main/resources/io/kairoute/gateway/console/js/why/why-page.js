// @ts-check
/** Why: fetches decisions, has one made again, or tries a contact. The address says which, and what was changed. */
import { html } from 'lit';
import { LightElement } from '../ui/element.js';
import { frequent } from '../model/scope.js';
import { FILTERS, searched } from './decision-list.js';
import { nearest } from './nearest.js';
import { beforeIn, draftIn, isKeyed, isWhatIf, shownBy, withWhatIf, withoutWhatIf } from './what-if.js';
import './why-view.js';

const PAGE = 40;
/** What a form offers to choose from comes from this many contacts. */
const SAMPLE = 400;
/** What a filter is called at the node, where that is not its name in the address. @type {Record<string, string>} */
const AT_NODE = { contact: 'contact_id', id: 'decision_id' };
/** Decision ids begin with the pin mark and the revision. */
const DECISION_ID = /^[pf]\d+-[0-9a-f]{24}$/;

/** @typedef {{request: any, decision: any, outcome?: string, differences?: any[], time?: string, before?: any, table?: string, isAsThen?: boolean, isKeyLost?: boolean}} Shown */
/** @typedef {import('./what-if.js').Draft} Draft */

class WhyPage extends LightElement {
  static properties = { app: { attribute: false }, list: { state: true }, shown: { state: true }, problem: { state: true }, isBusy: { state: true }, sample: { state: true }, near: { state: true }, draft: { state: true } };

  constructor() {
    super();
    /** @type {import('../app/app.js').App} */
    this.app = /** @type {any} */ (undefined);
    /** @type {{decisions: any[] | undefined, more: string, problem: any, isBusy: boolean}} */
    this.list = { decisions: undefined, more: '', problem: undefined, isBusy: false };
    /** @type {Shown | undefined} */
    this.shown = undefined;
    /** @type {any} */
    this.problem = undefined;
    this.isBusy = false;
    /** @type {any[]} */
    this.sample = [];
    /** @type {{found: any[], tried: number | undefined} | undefined} */
    this.near = undefined;
    /** @type {Draft} what the form holds */
    this.draft = { contact: {}, table: '' };
    /** @type {{contact: any, answer: any, id?: string, time?: string, table: string} | undefined} what a what-if is compared with: a logged decision, or what was tried before */
    this.base = undefined;
    this.filterShown = '';
    /** Does again what was done last. */
    this.again = async () => {};
    this.told = shownBy(new URLSearchParams());
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.app.routes, 'change', () => this.#read());
    this.listen(this.app.routes, 'query', () => this.#read());
    this.listen(this.app.words, 'change', () => this.requestUpdate());
    this.listen(this.app.session, 'change', () => this.#readAgain());
    this.#read();
    this.#take();
  }

  /** Takes the sample that forms offer values from. */
  #take() {
    this.app.call('ListDecisions', { page_size: SAMPLE, newest_first: true }, this.life).then(answer => { this.sample = answer.decisions ?? []; }, () => undefined);
  }

  /** After a session began again: what was refused meanwhile is asked for again. */
  #readAgain() {
    if (this.list.problem) {
      this.#find(this.list.decisions ? this.list.more : '');
    }
    this.#take();
    if (this.problem) {
      this.again();
    }
  }

  #read() {
    if (location.pathname !== '/why') {
      return;
    }
    const { query } = this.app.routes;
    const filter = JSON.stringify(this.#filter(query));
    if (filter !== this.filterShown) {
      this.filterShown = filter;
      this.#find('');
    }
    const told = shownBy(query);
    if (told !== this.told) {
      this.told = told;
      this.#show(query);
    }
    this.requestUpdate();
  }

  /** Shows what the address asks for. @param {URLSearchParams} query */
  async #show(query) {
    const id = query.get('decision');
    if (!id && !isWhatIf(query)) {
      this.shown = undefined;
      this.base = undefined;
      this.draft = { contact: {}, table: '' };
      return;
    }
    await this.#work(async isWanted => {
      if (id) {
        await this.#explain(id, query.get('at') ?? '', isWanted);
      } else {
        const before = beforeIn(query);
        this.base = before && { ...before, answer: await this.#decide(before) };
      }
      if (isWhatIf(query) && isWanted()) {
        await this.#compare(draftIn(query, this.base?.contact ?? {}), isWanted);
        this.shown = this.shown && { ...this.shown, isKeyLost: query.has('keyed') };
      }
    });
  }

  /** @param {URLSearchParams} query */
  #filter(query) {
    return Object.fromEntries(Object.keys(FILTERS).map(name => [AT_NODE[name] ?? name, query.get(name)]).filter(([, value]) => value));
  }

  /** @param {string} token */
  async #find(token) {
    const before = token ? this.list.decisions ?? [] : undefined;
    this.list = { ...this.list, decisions: before, problem: undefined, isBusy: true };
    const { filterShown } = this;
    try {
      const answer = await this.app.call('ListDecisions', { filter: this.#filter(this.app.routes.query), page_size: PAGE, newest_first: true, page_token: token }, this.life);
      if (filterShown !== this.filterShown) {
        return;
      }
      this.list = { decisions: [...(before ?? []), ...(answer.decisions ?? [])], more: answer.next_page_token ?? '', problem: undefined, isBusy: false };
      this.#openOnly();
    } catch (problem) {
      if (!this.life.aborted) {
        this.list = { ...this.list, problem, isBusy: false };
      }
    }
  }

  /** What was searched for, and is one decision, is opened at once. */
  #openOnly() {
    const { query } = this.app.routes;
    const [only, ...others] = this.list.decisions ?? [];
    if (searched(query) && !query.has('decision') && !query.has('try') && only && others.length === 0 && !this.list.more) {
      this.app.routes.put({ decision: only.decision.decision_id, at: only.time });
    }
  }

  /** @param {string} id @param {string} time @param {() => boolean} isWanted */
  async #explain(id, time, isWanted) {
    const told = await this.app.call('ExplainDecision', { decision_id: id, time }, this.life);
    if (isWanted()) {
      const contact = told.logged.request ?? {};
      this.base = { contact, answer: told.again, id, time: told.logged.time, table: '' };
      this.shown = { request: contact, decision: told.again, outcome: told.outcome, differences: told.differences ?? [], time: told.logged.time };
      this.draft = { contact, table: '' };
    }
  }

  /** Whether a contact is tried as one of the logged decision's customer; with a key of its own it is one of today. @param {Draft} draft */
  #isAsThen({ contact }) {
    return Boolean(this.base?.id) && !isKeyed(contact);
  }

  /** @param {Draft} draft */
  async #decide(draft) {
    const { contact, table } = draft;
    const asked = this.#isAsThen(draft)
      ? this.app.call('TryDecision', { decision_id: this.base?.id, time: this.base?.time, contact, revision: table || undefined }, this.life)
      : this.app.call('TryContact', { table: table ? `revision:${table}` : 'current', contact }, this.life);
    return (await asked).decision;
  }

  /** Lays a contact over what it is compared with. @param {Draft} draft @param {() => boolean} isWanted */
  async #compare(draft, isWanted) {
    this.draft = draft;
    const decision = await this.#decide(draft);
    if (isWanted()) {
      this.shown = { request: draft.contact, decision, before: this.base?.answer, table: draft.table, isAsThen: this.#isAsThen(draft) };
    }
  }

  /** @param {Draft} draft */
  async #try(draft) {
    const { shown } = this;
    if (!this.base?.id) {
      this.base = shown && { contact: shown.request, answer: shown.decision, table: shown.table ?? '' };
    }
    const to = withWhatIf(this.app.routes.query, draft, this.base?.contact ?? {}, this.base?.id ? undefined : this.base);
    await this.#work(async isWanted => {
      await this.#compare(draft, isWanted);
      if (isWanted()) {
        this.told = shownBy(to);
        this.app.routes.go(`/why?${to}`);
      }
    });
  }

  async #nearest() {
    const { shown } = this;
    if (!shown) {
      return;
    }
    const table = shown.table ?? '';
    this.near = { found: [], tried: undefined };
    await this.#work(async () => {
      const base = await this.#decide({ contact: shown.request, table });
      const tried = await nearest(contact => this.#decide({ contact, table }), shown.request, base.queue, this.sample, one => {
        this.near = { found: [...(this.near?.found ?? []), one], tried: undefined };
      });
      this.near = { found: this.near?.found ?? [], tried };
    }, true);
  }

  /** @param {(isWanted: () => boolean) => Promise<void>} work is told whether the address is still the one it began with @param {boolean} [keepsNear] */
  async #work(work, keepsNear = false) {
    this.again = () => this.#work(work, keepsNear);
    const { told } = this;
    this.isBusy = true;
    this.problem = undefined;
    this.near = keepsNear ? this.near : undefined;
    try {
      await work(() => told === this.told);
    } catch (problem) {
      if (!this.life.aborted && told === this.told) {
        this.problem = problem;
      }
    }
    this.isBusy = false;
  }

  /**
   * A decision's id is searched for alone; everything else is a contact's id, and narrows the list. Back leads to the list before.
   * What the view tells is no `search`, since the browser's field tells one of its own.
   * @param {string} text
   */
  #search(text) {
    const isDecision = DECISION_ID.test(text);
    const to = isDecision ? new URLSearchParams({ id: text }) : withoutWhatIf(this.app.routes.query);
    if (!isDecision) {
      ['id', 'decision', 'at', 'contact'].forEach(name => to.delete(name));
      if (text) {
        to.set('contact', text);
      }
    }
    this.app.routes.go(`/why${to.size ? `?${to}` : ''}`);
  }

  /** Drops a filter, and with a decision's id the decision. @param {string} name */
  #drop(name) {
    this.app.routes.put({ [name]: undefined, ...(name === 'id' ? { decision: undefined, at: undefined } : {}) });
  }

  render() {
    const values = Object.fromEntries(['intent', 'region', 'product', 'device', 'language', 'entry_point'].map(field => [field, frequent(this.sample, field, 20).map(one => one.word)]));
    return html`<k-why-view .app=${this.app} .list=${{ ...this.list, chosen: this.app.routes.query.get('decision') ?? '', at: this.app.routes.query.get('at') ?? '' }} .shown=${this.shown} .problem=${this.problem}
      .isBusy=${this.isBusy} .near=${this.near} .draft=${this.draft} .isLogged=${Boolean(this.base?.id)} .values=${values}
      @look-for=${(/** @type {CustomEvent} */ event) => this.#search(event.detail)} @drop=${(/** @type {CustomEvent} */ event) => this.#drop(event.detail)}
      @again=${() => this.again()} @older=${() => this.#find(this.list.more)} @nearest=${() => this.#nearest()}
      @use=${(/** @type {CustomEvent} */ event) => this.#try({ contact: { ...this.draft.contact, ...event.detail }, table: this.draft.table })}
      @try=${(/** @type {CustomEvent} */ event) => this.#try(event.detail)}></k-why-view>`;
  }
}
customElements.define('k-why-page', WhyPage);
