// What others said while the line was away: told as a number when it is back, or, when it stays away, as soon as it is known.
export class Missed {
  constructor(announcer, words) { Object.assign(this, { announcer, words, count: 0, isAway: false, wasUp: false }); }

  away() { if (this.wasUp) this.isAway = true; }

  came(text) {
    if (this.isAway) this.count += 1;
    else this.announcer.message(text);
  }

  // The line stays away: from now on what comes by asking is said as it comes.
  stays() {
    if (this.count) this.announcer.state(this.count === 1 ? this.words.new_1 : this.words.new_n.replace("#", this.count));
    Object.assign(this, { count: 0, isAway: false });
  }

  back() {
    if (this.wasUp) this.announcer.state(this.count ? this.words.back_n.replace("#", this.count) : this.words.back_0);
    Object.assign(this, { count: 0, isAway: false, wasUp: true });
  }
}
