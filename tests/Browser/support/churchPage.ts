import { expect, type Locator, type Page } from '@playwright/test';

export type Step = 'code' | 'name' | 'green-room' | 'on-air' | 'closed';

/** A church's page, driven as a volunteer does. */
export class ChurchPage {
  constructor(readonly page: Page) {}

  get tally(): Locator {
    return this.page.locator('[data-tally]');
  }

  get sending(): Locator {
    return this.page.locator('[data-sending="true"]');
  }

  get continueButton(): Locator {
    return this.page.getByRole('button', { name: 'Continue' });
  }

  get joinButton(): Locator {
    return this.page.getByRole('button', { name: 'Join now' });
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  async isAt(step: Step): Promise<void> {
    await expect(this.page.locator(`main[data-step="${step}"]`)).toBeVisible();
  }

  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel('Code').fill(code);
    await this.continueButton.click();
  }

  async typeName(name: string, city?: string): Promise<void> {
    await this.isAt('name');
    await this.page.getByLabel('Name of your church').fill(name);
    if (city !== undefined) await this.page.getByLabel('Town or city').fill(city);
    await this.continueButton.click();
  }

  /** From a personal link to the green room of a service, also where others happen to be live beside it. */
  async comeByLink(joinUrl: string, title: string): Promise<void> {
    const question = this.page.getByRole('heading', { name: 'Which service?' });
    await this.page.goto(joinUrl);
    await expect(question.or(this.page.locator('main[data-step="green-room"]'))).toBeVisible();
    if (await question.isVisible()) await this.page.getByRole('button', { name: title }).click();
    await this.isAt('green-room');
  }

  /** From the join link to the green room, with the picture running. */
  async toGreenRoom(joinUrl: string, name: string, city?: string): Promise<void> {
    await this.page.goto(joinUrl);
    await this.typeName(name, city);
    await this.isAt('green-room');
    await expect(this.page.locator('[data-camera="on"]')).toBeVisible();
  }

  /** From the join link to sending a picture. */
  async join(joinUrl: string, name: string, city?: string): Promise<void> {
    await this.toGreenRoom(joinUrl, name, city);
    await this.goOnAir();
  }

  async goOnAir(): Promise<void> {
    await this.joinButton.click();
    await this.isAt('on-air');
    await this.isSending();
  }

  async isSending(): Promise<void> {
    await expect(this.sending).toBeVisible();
  }

  async hasTally(tally: 'waiting' | 'away' | 'no-picture' | 'ready' | 'next' | 'on-wall'): Promise<void> {
    await expect(this.tally).toHaveAttribute('data-tally', tally);
  }

  async isClosed(reason: string): Promise<void> {
    await expect(this.page.locator(`[data-closed="${reason}"]`)).toBeVisible();
  }
}
