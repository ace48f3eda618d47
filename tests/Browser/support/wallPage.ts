import { expect, type Locator, type Page } from '@playwright/test';

export interface TileFact {
  readonly church: string;
  readonly seat: number;
  readonly frames: number;
  readonly state: string;
}

/** A wall as it stands in its own document: what the hall sees. */
export class WallPage {
  constructor(readonly page: Page) {}

  get root(): Locator {
    return this.page.locator('#root');
  }

  /** The tiles on show, in the order of the document. */
  get tiles(): Locator {
    return this.page.locator('[data-tile]');
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.isConnected();
  }

  async isConnected(): Promise<void> {
    await expect(this.root).toHaveAttribute('data-hub', /open|closed/);
  }

  tile(churchId: string): Locator {
    return this.page.locator(`[data-tile][data-church="${churchId}"]`);
  }

  named(name: string): Locator {
    return this.tiles.filter({ has: this.page.locator('.card-name').getByText(name, { exact: true }) });
  }

  facts(): Promise<readonly TileFact[]> {
    return this.tiles.evaluateAll((tiles) =>
      tiles.map(({ dataset }) => ({
        church: dataset['church'] ?? '',
        seat: Number(dataset['seat']),
        frames: Number(dataset['frames']),
        state: dataset['state'] ?? '',
      })),
    ) as Promise<readonly TileFact[]>;
  }

  /** Church ids by seat: two walls that show the same have the same. */
  async seating(): Promise<string> {
    return (await this.facts()).map(({ seat, church }) => `${seat}:${church}`).join(' ');
  }

  /** The churches' names in the order of the document. */
  async names(): Promise<readonly string[]> {
    return this.tiles.locator('.card-name').allTextContents();
  }

  async fact(name: string): Promise<number> {
    return Number(await this.root.getAttribute(`data-${name}`));
  }

  /** Polls until every tile on show has shown new frames since now. */
  async moves(): Promise<void> {
    const before = new Map((await this.facts()).map(({ church, frames }) => [church, frames]));
    await expect
      .poll(async () => (await this.facts()).filter(({ church, frames, state }) => state !== 'live' || frames <= (before.get(church) ?? 0)), {
        message: 'every picture on the wall moves',
      })
      .toEqual([]);
  }
}
