// What a bench is doing, on one line that changes at a terminal, and a line for each run anywhere.
const number = (x) => Math.round(x).toLocaleString('en-GB');
const ms = (x) => (x === undefined ? '–' : `${x < 10 ? x.toFixed(2) : Math.round(x)} ms`);

export class Progress {
  #live = process.stdout.isTTY === true && !process.env.CI;
  #head = ''; #began = 0;

  begin(at, of, what, target) {
    this.#head = `  ${String(at).padStart(String(of).length)}/${of}  ${what.padEnd(13)} ${target.padEnd(10)}`;
    this.#began = Date.now();
    this.show({ phase: 'waiting for calm' });
  }

  show({ phase, done, of }) {
    if (!this.#live) return;
    const share = of ? ` ${String(Math.floor(100 * done / of)).padStart(2)} %` : '';
    process.stdout.write(`\r\x1b[K${this.#head} ${phase}${share}, ${Math.round((Date.now() - this.#began) / 1000)} s`);
  }

  say(text) { process.stdout.write(`${this.#live ? '\r\x1b[K' : ''}${text}\n`); }

  end(line) {
    const right = line.liveWalls.correct + line.freshWalls.correct, all = line.liveWalls.total + line.freshWalls.total;
    const faults = [
      right < all && `${all - right} of ${all} walls wrong`, line.dropped && `${number(line.dropped)} dropped`, line.failed && `${number(line.failed)} failed`,
      line.badAccepted && `${line.badAccepted} forged let in`, line.phantomChanges && `${number(line.phantomChanges)} phantoms`, line.kept?.lost && `${line.kept.lost} acknowledged and lost`, line.disturbed && 'disturbed',
    ].filter(Boolean);
    const outage = line.outage ? `, back after ${number(line.outage.goneMs)} ms, walls right ${line.outage.wallsRightMs === null ? 'never' : `${number(line.outage.wallsRightMs)} ms later`}` : '';
    this.say(`${this.#head} ${number(line.acceptedPerSec).padStart(6)}/s  answer p99 ${ms(line.http.p99)}, wall p99 ${ms(line.wall.p99)}${outage}  ${faults.length ? faults.join(', ') : 'all right'}`);
  }
}
