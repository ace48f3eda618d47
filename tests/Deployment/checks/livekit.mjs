// The keys of LiveKit's configuration that this house uses. LiveKit reads strictly: one more or one misspelt, and it does not
// start. Names and kinds as in config-sample.yaml and pkg/config/config.go of livekit-server v1.13.5.
import { parse } from 'yaml';

const number = (value) => Number.isInteger(value);
const truth = (value) => typeof value === 'boolean';
const words = (value) => typeof value === 'string';
const list = (value) => Array.isArray(value) && value.every(words);

const keys = {
  port: number,
  bind_addresses: list,
  rtc: { tcp_port: number, udp_port: number, port_range_start: number, port_range_end: number, use_external_ip: truth, node_ip: words, force_tcp: truth },
  turn: { enabled: truth, domain: words, udp_port: number, tls_port: number, cert_file: words, key_file: words, external_tls: truth },
  room: { auto_create: truth, empty_timeout: number, departure_timeout: number, max_participants: number, enable_remote_unmute: truth },
  redis: { address: words },
  prometheus: { port: number, username: words, password: words },
  webhook: { api_key: words, urls: list },
};

export function keyFaults(source) {
  const walk = (value, kind, path) => {
    if (kind === undefined) return [`LiveKit knows no ${path}`];
    if (typeof kind === 'function') return kind(value) ? [] : [`${path} is of the wrong kind`];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${path} has keys below it`];
    return Object.entries(value).flatMap(([name, below]) => walk(below, Object.hasOwn(kind, name) ? kind[name] : undefined, path ? `${path}.${name}` : name));
  };
  return walk(parse(source), keys, '');
}

/** What LiveKit and the file that runs it must say alike. */
export function agreementFaults(source, { services }) {
  const { port, rtc, webhook } = parse(source);
  const { command, ports, healthcheck } = services.livekit;
  const faults = [];
  const must = (right, fault) => right || faults.push(fault);
  must(ports.includes(`${rtc.tcp_port}:${rtc.tcp_port}/tcp`), `rtc.tcp_port ${rtc.tcp_port} is not published as it is`);
  must(ports.includes(`${rtc.udp_port}:${rtc.udp_port}/udp`), `rtc.udp_port ${rtc.udp_port} is not published as it is`);
  must(rtc.port_range_start === undefined, 'a range of ports would have to be published');
  must(services.silo.environment.LIVEKIT_URL === `http://livekit:${port}`, `the silo looks for LiveKit at another port than ${port}`);
  must(JSON.stringify(healthcheck.test).includes(`:${port}/`), `the health check asks another port than ${port}`);
  must(command.join(' ').includes(`LIVEKIT_KEYS="${webhook.api_key}: `), 'webhook.api_key is not the key that LiveKit has');
  must(services.silo.environment.LIVEKIT_API_KEY === webhook.api_key, 'webhook.api_key is not the key that the silo has');
  return faults;
}
