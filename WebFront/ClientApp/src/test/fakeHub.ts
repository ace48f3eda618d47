import type { HubLike } from '../shared/hubConnection';

/** A hub connection without a network: tests decide how it starts, what it answers and when it breaks. */
export class FakeHub implements HubLike {
  readonly calls: { readonly method: string; readonly args: readonly unknown[] }[] = [];
  stopped = false;
  readonly #listeners = new Map<string, (...args: unknown[]) => void>();
  #onclose: (error?: Error) => void = () => undefined;

  constructor(
    readonly token: string | null = null,
    private readonly answer: (method: string, args: readonly unknown[]) => unknown = () => null,
    private readonly starts: () => Promise<void> = () => Promise.resolve(),
  ) {}

  start(): Promise<void> {
    return this.starts();
  }

  async stop(): Promise<void> {
    this.stopped = true;
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    this.calls.push({ method, args });
    return (await this.answer(method, args)) as T;
  }

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.#listeners.set(event, listener);
  }

  onclose(listener: (error?: Error) => void): void {
    this.#onclose = listener;
  }

  /** The server speaks. */
  emit(event: string, ...args: unknown[]): void {
    this.#listeners.get(event)?.(...args);
  }

  /** The line breaks. */
  break(): void {
    this.#onclose(new Error('broken'));
  }
}
