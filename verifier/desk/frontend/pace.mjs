// How fast files go, and how long the rest will take: measured over what was sent in the last seconds.
const SPAN = 10000; // milliseconds that are looked back on
const LEAST = 1000; // milliseconds below which nothing is said
const UNITS = [["hour", 3600], ["minute", 60], ["second", 1]];

export class Pace {
  constructor() {
    this.moved = []; // [moment, bytes]
  }

  add(bytes) {
    this.moved.push([performance.now(), bytes]);
  }

  /** Bytes per second; 0 while nothing moved, or not for long enough to tell. */
  get speed() {
    const now = performance.now();
    this.moved = this.moved.filter(([moment]) => now - moment <= SPAN);
    const span = this.moved.length ? now - this.moved[0][0] : 0;
    return span < LEAST ? 0 : (this.moved.reduce((sum, [, bytes]) => sum + bytes, 0) / span) * 1000;
  }
}

/** In the largest unit that it has one of, rounded up: 41 seconds, 3 minutes. */
export function showTime(seconds) {
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? UNITS.at(-1);
  const format = { style: "unit", unit, unitDisplay: "long" };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(Math.ceil(seconds / length));
}
