// Twin of src/html/outline.rs: the levels of headings below the title of a page, in an outline without gaps.

((weave) => {
  class Outline {
    #open = []; // the headings around a place: the level of each in the text, and on the page

    level(level) {
      while (this.#open.length && this.#open[this.#open.length - 1][0] >= level) this.#open.pop();
      const under = this.#open.length ? this.#open[this.#open.length - 1][1] : 1;
      this.#open.push([level, Math.min(Math.max(level, 2), under + 1)]);
      return this.#open[this.#open.length - 1][1];
    }
  }

  Object.assign(weave, { Outline });
})((promulgate.weave ??= {}));
