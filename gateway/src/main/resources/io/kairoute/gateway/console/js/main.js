// @ts-check
/** Starts the console: words first, then who is signed in, then the page. */
import { asset } from './app/assets.js';
import { showTheme, theme } from './app/theme.js';
import { loadMessages } from './text/messages.js';
import { App } from './app/app.js';
import './app/shell.js';

showTheme(theme());
const app = new App();
const [, failure] = await Promise.all([
  loadMessages(asset('messages/en.json')),
  app.session.load().then(() => undefined, problem => problem),
]);
const shell = /** @type {any} */ (document.createElement('k-shell'));
shell.app = app;
shell.problem = failure;
document.body.replaceChildren(shell);
app.session.tell();
