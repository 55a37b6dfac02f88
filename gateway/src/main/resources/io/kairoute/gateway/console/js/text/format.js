// @ts-check
/** How numbers, times and spans of time are spelled; the same everywhere. */
import { t } from './messages.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const change = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** The time zone of whoever looks. */
export const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {string} zone @param {Intl.DateTimeFormatOptions} options */
function clockOf(zone, options) {
  const key = zone + JSON.stringify(options);
  let clock = clocks.get(key);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
    clocks.set(key, clock);
  }
  return clock;
}

/** A count or a rate: whole from ten on, else one decimal. @param {number | undefined} value */
export function number(value) {
  if (value === undefined || Number.isNaN(value)) {
    return '–';
  }
  return Math.abs(value) < 10 ? fine.format(value) : whole.format(value);
}

/** A share of one, as whole per cent. @param {number} value */
export const percent = value => share.format(value);

/** A change, signed. @param {number} value */
export const signed = value => change.format(value);

/** Names in a row: "a, b and c". @param {string[]} names */
export const names = names => list.format(names);

/** @param {string | number | undefined} time RFC 3339 or milliseconds */
export function millis(time) {
  return typeof time === 'number' ? time : time ? Date.parse(time) : NaN;
}

/** Hours and minutes. @param {string | number | undefined} time @param {string} [zone] */
export function clock(time, zone = HERE) {
  const at = millis(time);
  return Number.isNaN(at) ? '–' : clockOf(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Hours, minutes and seconds. @param {string | number | undefined} time @param {string} [zone] */
export function clockSeconds(time, zone = HERE) {
  const at = millis(time);
  return Number.isNaN(at) ? '–' : clockOf(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** A day and a time; today's is the time alone, a day nearby goes by its name. @param {string | number | undefined} time @param {string} [zone] @param {number} [now] */
export function moment(time, zone = HERE, now = Date.now()) {
  const at = millis(time);
  if (Number.isNaN(at)) {
    return '–';
  }
  const day = clockOf(zone, { year: 'numeric', month: 'short', day: 'numeric' });
  if (day.format(at) === day.format(now)) {
    return clock(at, zone);
  }
  const isNear = Math.abs(at - now) < 6 * DAY;
  return `${isNear ? clockOf(zone, { weekday: 'short' }).format(at) : day.format(at)} ${clock(at, zone)}`;
}

/** The whole of a time, for titles and exports. @param {string | number | undefined} time @param {string} [zone] */
export function fullTime(time, zone = HERE) {
  const at = millis(time);
  return Number.isNaN(at) ? '–' : `${clockOf(zone, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' }).format(at)}, ${clockSeconds(at, zone)} ${zone}`;
}

/** A time for a file that others read: ISO 8601 by the wall clock of a zone, with its offset. @param {string | number | undefined} time @param {string} [zone] */
export function isoTime(time, zone = HERE) {
  const at = millis(time);
  if (Number.isNaN(at)) {
    return '';
  }
  const parts = Object.fromEntries(clockOf(zone, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset' })
    .formatToParts(at).map(part => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}${parts.timeZoneName.replace('GMT', '') || 'Z'}`;
}

/** The short name of a zone at a time, such as GMT-5. @param {string} zone @param {number} [at] */
export function zoneName(zone, at = Date.now()) {
  return clockOf(zone, { timeZoneName: 'short' }).formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? zone;
}

/** A span in its two largest units: "2 h 10 min", "45 s". @param {number} span milliseconds */
export function duration(span) {
  const total = Math.max(0, Math.round(span / SECOND));
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(total / 86400), 'd'],
    [Math.floor(total / 3600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) {
    return '0 s';
  }
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  const text = shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
  return first === 2 && total >= 10 * 60 ? `${parts[2][0]} min` : text;
}

/** How long ago, in words. @param {string | number | undefined} time @param {number} [now] */
export function ago(time, now = Date.now()) {
  const at = millis(time);
  return Number.isNaN(at) ? '–' : now - at < 5 * SECOND ? t('time.just_now') : t('time.ago', { span: duration(now - at) });
}

/** Basis points as a confidence: 9500 is "0.95". @param {number | undefined} points */
export const confidence = points => ((points ?? 0) / 10000).toFixed(2);
