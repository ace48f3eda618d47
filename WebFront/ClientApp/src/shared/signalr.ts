import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { at } from './base';
import type { HubLike } from './hubConnection';

/**
 * One SignalR connection. WebSocket without negotiation: two requests of a negotiated connection could reach two
 * different nodes of a cluster, one socket cannot. A token travels as `access_token`; without one the cookie counts.
 */
export function signalr(path: string, token: string | null): HubLike {
  const connection = new HubConnectionBuilder()
    .withUrl(at(path), {
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      ...(token !== null && { accessTokenFactory: () => token }),
    })
    .configureLogging(LogLevel.None)
    .build();
  connection.keepAliveIntervalInMilliseconds = 10_000;
  connection.serverTimeoutInMilliseconds = 30_000;
  return connection;
}
