// What docker-compose.yml promises to a host, beyond what dclint knows. Each check gives its faults in words; none is well.
import { parse } from 'yaml';

/** All that may be reached from outside, by whom. */
const doors = { livekit: ['7881:7881/tcp', '7882:7882/udp'], caddy: ['80:80/tcp', '443:443/tcp'] };

const secret = /PASSWORD|SECRET|TOKEN|KEYS$/;

export const read = (source) => parse(source, { merge: true });

/** `${NAME…}` in the source, with what follows the name. */
export const references = (source) =>
  [...source.matchAll(/\$\{(\w+)([^}]*)\}/g)].map(([, name, rest]) => ({ name, rest }));

export function secretFaults(source) {
  const { services } = read(source);
  return [
    ...references(source)
      .filter(({ name, rest }) => secret.test(name) && !/^:\?.+/.test(rest))
      .map(({ name }) => `${name} may be missing or has a default`),
    ...Object.entries(services).flatMap(([service, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([name, value]) => secret.test(name) && !/\$\{\w+:\?/.test(value))
        .map(([name]) => `${service}: ${name} stands in the file`),
    ),
    ...Object.entries(services)
      .filter(([, { environment = {} }]) => 'POSTGRES_HOST_AUTH_METHOD' in environment)
      .map(([service]) => `${service} lets people in without a password`),
  ];
}

export function doorFaults(source) {
  return Object.entries(read(source).services).flatMap(([name, service]) => {
    const open = service.ports ?? [];
    const wanted = doors[name] ?? [];
    return [
      ...open.filter((port) => !wanted.includes(port)).map((port) => `${name} publishes ${port}`),
      ...wanted.filter((port) => !open.includes(port)).map((port) => `${name} does not publish ${port}`),
      ...(service.network_mode ? [`${name} leaves the network of its own`] : []),
    ];
  });
}

/** @param settings The names that docs/operations.md documents. */
export function settingFaults(source, settings) {
  return Object.keys(read(source).services.silo.environment)
    .filter((name) => !settings.includes(name))
    .map((name) => `silo: ${name} is no setting of docs/operations.md`);
}

/** @param written The names that ./videowall env writes. */
export function variableFaults(source, written) {
  const names = (list) => new Set(list.map(({ name }) => name));
  const all = references(source);
  return [
    ...[...names(all.filter(({ rest }) => !rest.startsWith(':-')))].filter((name) => !written.includes(name)).map((name) => `./videowall env does not write ${name}`),
    ...written.filter((name) => !names(all).has(name)).map((name) => `./videowall env writes ${name}, which nobody reads`),
  ];
}

/** A server that comes back by itself, is known to be well, is waited for, and cannot do more than its work. */
export function serviceFaults(source) {
  const { services, volumes } = read(source);
  return Object.entries(services).flatMap(([name, service]) => {
    const faults = [];
    const must = (right, fault) => right || faults.push(`${name} ${fault}`);
    must(service.restart === 'unless-stopped', 'does not come back after a restart of the machine');
    must(service.healthcheck || service.build, 'has no health check');
    must(service.build || /:v?\d+\.\d+/.test(service.image ?? ''), 'has no pinned image');
    must(service.mem_limit, 'may take all memory');
    must(service.stop_grace_period, 'has no time to end');
    must(service.security_opt?.includes('no-new-privileges:true'), 'may gain privileges');
    must(!service.privileged && !service.pid && !service.ipc, 'reaches into the machine');
    // Postgres' image begins as root, hands its folder to its own user, and goes on as that.
    must(name === 'postgres' || (service.read_only && service.cap_drop?.includes('ALL')), 'may change its own files or has capabilities');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {}))
      must(condition === 'service_healthy', `does not wait until ${other} is healthy`);
    for (const volume of service.volumes ?? []) {
      const [from] = volume.split(':');
      must(from.startsWith('./deploy/') ? volume.endsWith(':ro') : volumes && from in volumes, `has the volume ${volume}, neither named nor read-only from deploy/`);
    }
    return faults;
  });
}
