import { expect, type Locator, type Page } from '@playwright/test';
import { admin } from './host';

/** The producer's pages. */
export class ConsolePage {
  constructor(readonly page: Page) {}

  /** Signs in at the address asked for, and stays there. */
  async signIn(path = '/admin'): Promise<void> {
    await this.page.goto(path);
    await this.page.getByLabel('Name').fill(admin.name);
    await this.page.getByLabel('Password').fill(admin.password);
    await this.page.getByTestId('sign-in').click();
    await expect(this.page.getByTestId('sign-in')).toBeHidden();
  }

  /** Opens the console of a service and waits for its line to the server. */
  async open(serviceId: string, base = ''): Promise<void> {
    await this.page.goto(`${base}/admin/services/${serviceId}`);
    await this.isConnected();
  }

  async isConnected(): Promise<void> {
    await expect(this.page.getByTestId('connection')).toHaveAttribute('data-phase', 'open');
  }

  get blank(): Locator {
    return this.page.getByTestId('blank');
  }

  get hold(): Locator {
    return this.page.getByTestId('hold');
  }

  row(name: string): Locator {
    return this.page.locator('[data-church-row]').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Chooses a church in the list and presses one of the buttons that then stand beside it. */
  async act(name: string, label: string): Promise<void> {
    await this.row(name).click();
    await expect(this.page.getByTestId('inspector')).toContainText(name);
    await this.page.getByTestId('inspector').locator(`[data-act="${label}"]`).click();
  }

  /** Ids of the churches that the list marks as on air. */
  onAir(): Promise<readonly string[]> {
    return this.page.locator('[data-church-row][data-onair="true"]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['church'] ?? '').sort());
  }

  async menu(item: string | RegExp): Promise<void> {
    await this.page.getByTestId('service-menu').click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
