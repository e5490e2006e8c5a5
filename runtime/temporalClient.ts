import { Client, Connection } from '@temporalio/client';

/** Where Temporal is: the variables of config/ that say so. */
export interface TemporalSettings {
  TEMPORAL_ADDRESS?: string | undefined;
  TEMPORAL_NAMESPACE: string;
  TEMPORAL_TLS: boolean;
  TEMPORAL_API_KEY?: string | undefined;
}

/** The options of a connection, for a client's and a worker's alike. */
export const temporalConnection = (settings: TemporalSettings) => ({
  address: settings.TEMPORAL_ADDRESS ?? 'localhost:7233',
  tls: settings.TEMPORAL_TLS,
  ...(settings.TEMPORAL_API_KEY && { apiKey: settings.TEMPORAL_API_KEY }),
});

/** Where gRPC itself would wait up to two minutes: how late a Temporal that is back may be noticed. */
const longestReconnectDelayMs = 2_000;

/** A client that connects when it is first used: Temporal may be down meanwhile. */
export function createTemporalClient(settings: TemporalSettings): Client {
  const connection = Connection.lazy({
    ...temporalConnection(settings),
    channelArgs: { 'grpc.max_reconnect_backoff_ms': longestReconnectDelayMs },
  });
  return new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
}
