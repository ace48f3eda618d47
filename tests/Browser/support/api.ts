/** A service as `GET /api/v1/services/{id}` tells it; only what the tests read. */
export interface Service {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly state: 'scheduled' | 'live' | 'ended';
  readonly joinUrl: string;
  readonly wallUrl: string;
  readonly pageSize: number;
  readonly screens: number;
  readonly endAfterHours: number;
  readonly maxGuests: number;
  readonly counts: { readonly present: number; readonly onWall: number; readonly waiting: number; readonly pages: number };
}

export interface RosterEntry {
  readonly churchId: string;
  readonly name: string;
  readonly seat: number | null;
  readonly page: number | null;
  readonly state: string;
  readonly onAir: boolean;
  readonly trackSid: string | null;
}

export interface Attendance {
  readonly churchId: string;
  readonly name: string;
  readonly intervals: readonly { readonly from: string; readonly to: string | null }[];
}

export interface Church {
  readonly id: string;
  readonly name: string;
  readonly joinUrl: string;
}

export interface ServiceSettings {
  title?: string;
  startsAt?: string;
  doorsMinutes?: number;
  pageSize?: number;
  rotationSeconds?: number;
  screens?: number;
  admission?: 'open' | 'approval';
}

/** The outside contract by HTTP, as an integrator calls it. Every refusal is an exception with the server's words. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  createService(settings: ServiceSettings): Promise<Service> {
    return this.#call('POST', '/services', settings);
  }

  service(id: string): Promise<Service> {
    return this.#call('GET', `/services/${id}`);
  }

  change(id: string, settings: ServiceSettings): Promise<Service> {
    return this.#call('PATCH', `/services/${id}`, settings);
  }

  open(id: string): Promise<Service> {
    return this.#call('POST', `/services/${id}/open`);
  }

  end(id: string): Promise<Service> {
    return this.#call('POST', `/services/${id}/end`);
  }

  /** Fills a service with simulated churches. */
  simulate(id: string, churches: number): Promise<Service> {
    return this.#call('POST', `/services/${id}/simulation`, { churches });
  }

  act(id: string, action: string, body: object = {}): Promise<{ revision: number }> {
    return this.#call('POST', `/services/${id}/actions/${action}`, body);
  }

  async roster(id: string): Promise<readonly RosterEntry[]> {
    return (await this.#call<{ churches: readonly RosterEntry[] }>('GET', `/services/${id}/roster`)).churches;
  }

  attendance(id: string): Promise<readonly Attendance[]> {
    return this.#call('GET', `/services/${id}/attendance`);
  }

  createChurch(church: { name: string; city?: string }): Promise<Church> {
    return this.#call('POST', '/churches', church);
  }

  changeChurch(id: string, change: { revoked?: boolean }): Promise<Church> {
    return this.#call('PATCH', `/churches/${id}`, change);
  }

  async churches(): Promise<readonly Church[]> {
    return (await this.#call<{ items: readonly Church[] }>('GET', '/churches')).items;
  }

  createUser(name: string, password: string, role: string): Promise<unknown> {
    return this.#call('POST', '/users', { name, password, role });
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
