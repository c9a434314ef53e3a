// Tells screen readers what happened: of each job the latest, and of many jobs no more than how many.

const TOGETHER_MS = 1000;
const MANY = 3;

export class News {
  #element;
  #waiting = new Map();

  constructor(element) {
    this.#element = element;
  }

  /** What is said later about the same takes the place of what waits. */
  tell(about, text) {
    if (this.#waiting.size === 0) setTimeout(() => this.#speak(), TOGETHER_MS);
    this.#waiting.set(about, text);
  }

  #speak() {
    const texts = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#element.textContent = texts.length > MANY ? `${texts.length} jobs changed.` : texts.join(' ');
  }
}
