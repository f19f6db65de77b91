/** How far a run came that ends early: 2 it could not run, 4 refused and nothing was written, 5 a write may have happened. */
export type StopCode = 2 | 4 | 5;

/** Why a run ends early, in words for people, and the exit code that says how far it came. */
export class Stop extends Error {
  override name = 'Stop';
  readonly code: StopCode;

  constructor(code: StopCode, message: string) {
    super(message);
    this.code = code;
  }
}
