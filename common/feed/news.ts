import { EventEmitter } from 'node:events';

/** Wakes readers of the feed that are waiting. A hint only: who misses one looks again by itself. */
export class News {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  /** Something was committed. */
  tell(): void {
    this.emitter.emit('news');
  }

  /** Returns at the next news, or after `milliseconds`. */
  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.emitter.off('news', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.emitter.once('news', done);
    });
  }
}
