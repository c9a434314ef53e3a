// Tells screen readers what happened, of many things at once no more than how many.

const TOGETHER_MS = 1000;
const MANY = 3;

export class News {
  #element;
  #waiting = [];

  constructor(element) {
    this.#element = element;
  }

  tell(text) {
    this.#waiting.push(text);
    if (this.#waiting.length === 1) setTimeout(() => this.#speak(), TOGETHER_MS);
  }

  #speak() {
    const texts = this.#waiting;
    this.#waiting = [];
    this.#element.textContent = texts.length > MANY ? `${texts.length} changes of jobs.` : texts.join(' ');
  }
}
