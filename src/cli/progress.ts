import { isatty } from 'node:tty';
import { counted } from '../formats/summary.ts';
import { sayInPlace } from './terminal.ts';

/** In milliseconds: a run that is over sooner says nothing of how far it is. */
const patience = 1000;

/** In milliseconds: how often the line is written again. */
const interval = 100;

/** Tells somebody at a terminal how far a long run is, on one line of standard error that goes when the run is over. */
export class Progress {
  readonly #start = performance.now();
  #next = patience;
  #isShown = false;

  /** Says how many of the files are done, if it is time to. */
  tell(doing: string, done: number, all: number): void {
    const spent = performance.now() - this.#start;
    if (spent < this.#next) return;
    if (!this.#isShown && (!isatty(2) || process.env.TERM === 'dumb')) {
      this.#next = Number.POSITIVE_INFINITY;
      return;
    }
    this.#next = spent + interval;
    this.#isShown = true;
    sayInPlace(`${doing} ${done} of ${counted(all, 'file')}`);
  }

  /** Takes the line away, so that others can write. */
  end(): void {
    if (this.#isShown) sayInPlace('');
    this.#isShown = false;
  }
}
