// What docker-compose.yml promises to a host, beyond what dclint knows. Each check gives its faults in words; none is well.
import { parse } from 'yaml';

/** All that may be reached from outside, by whom. */
const doors = { livekit: ['7881:7881/tcp', '7882:7882/udp'], caddy: ['80:80/tcp', '443:443/tcp'] };

const secret = /PASSWORD|SECRET|TOKEN|KEYS$|DATABASE_URL/;

export const read = (source) => parse(source, { merge: true });

/** `${NAME…}` in the source, with what follows the name. */
export const references = (source) =>
  [...source.matchAll(/\$\{(\w+)([^}]*)\}/g)].map(([, name, rest]) => ({ name, rest }));

/** Secrets are files, each named by a setting of the server that has it, and by no other. @param written The files that ./videowall env writes. */
export function secretFaults(source, written) {
  const { services, secrets = {} } = read(source);
  const paths = (service) => [...JSON.stringify(service).matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name]) => name);
  // roles.sh reads these two inside the database's own server.
  const asked = (name, service) => new Set([...paths(service), ...(name === 'postgres' ? ['database_url', 'migrations_database_url'] : [])]);
  return [
    ...references(source).filter(({ name }) => secret.test(name)).map(({ name }) => `${name} comes from .env, where docker inspect shows it`),
    ...Object.entries(secrets).filter(([name, { file }]) => file !== `./secrets/${name}`).map(([name]) => `secret ${name} is no file in secrets/`),
    ...Object.keys(secrets).filter((name) => !written.includes(name)).map((name) => `./videowall env does not write the secret ${name}`),
    ...written.filter((name) => !(name in secrets)).map((name) => `./videowall env writes the secret ${name}, which nobody reads`),
    ...Object.entries(services).flatMap(([name, service]) => [
      ...Object.entries(service.environment ?? {})
        .filter(([setting, value]) => secret.test(setting.replace(/_FILE$/, '')) && !(setting.endsWith('_FILE') && String(value).startsWith('/run/secrets/')))
        .map(([setting]) => `${name}: ${setting} stands in the file`),
      ...(service.secrets ?? []).filter((own) => !asked(name, service).has(own)).map((own) => `${name} sees ${own} and does not need it`),
      ...[...asked(name, service)].filter((own) => !(service.secrets ?? []).includes(own)).map((own) => `${name} does not see ${own}`),
      ...('POSTGRES_HOST_AUTH_METHOD' in (service.environment ?? {}) ? [`${name} lets people in without a password`] : []),
    ]),
  ];
}

/** Who has to reach whom; nobody else may. */
const edges = ['caddy silo', 'caddy livekit', 'livekit silo', 'migrate postgres', 'postgres silo'];

export function networkFaults(source) {
  const { services, networks = {} } = read(source);
  const of = (name) => (Array.isArray(services[name].networks) ? services[name].networks : Object.keys(services[name].networks ?? { default: null }));
  const names = Object.keys(services).sort();
  const met = names.flatMap((one, i) => names.slice(i + 1).filter((other) => of(one).some((network) => of(other).includes(network))).map((other) => `${one} ${other}`));
  return [
    ...met.filter((edge) => !edges.includes(edge) && edge !== 'migrate silo').map((edge) => `${edge} reach each other`),
    ...edges.filter((edge) => !met.includes(edge)).map((edge) => `${edge} do not reach each other`),
    ...['data', 'cluster', 'media'].filter((name) => !networks[name]?.internal).map((name) => `${name} leads out`),
    ...names.filter((name) => name !== 'silo' && of(name).includes('cluster')).map((name) => `${name} reaches Orleans`),
    ...(services.silo.networks?.cluster?.aliases?.includes(services.silo.environment.ORLEANS_ADVERTISED_IP) ? [] : ['Orleans listens elsewhere than in the network of silos alone']),
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
  const { silo, migrate } = read(source).services;
  return Object.keys({ ...silo.environment, ...migrate.environment })
    .filter((name) => !settings.includes(name) && !settings.includes(name.replace(/_FILE$/, '')))
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
    const once = name === 'migrate'; // it ends, and those who need it wait for that
    must(service.restart === (once ? 'no' : 'unless-stopped'), once ? 'is done again and again' : 'does not come back after a restart of the machine');
    must(once || ((service.healthcheck || service.build) && !service.healthcheck?.disable), 'has no health check');
    must(service.build || /:v?\d+\.\d+/.test(service.image ?? ''), 'has no pinned image');
    must(service.mem_limit, 'may take all memory');
    must(service.stop_grace_period, 'has no time to end');
    must(service.security_opt?.includes('no-new-privileges:true'), 'may gain privileges');
    must(!service.privileged && !service.pid && !service.ipc, 'reaches into the machine');
    // Postgres' image begins as root, hands its folder to its own user, and goes on as that.
    must(name === 'postgres' || (service.read_only && service.cap_drop?.includes('ALL')), 'may change its own files or has capabilities');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {}))
      must(condition === (other === 'migrate' ? 'service_completed_successfully' : 'service_healthy'), `does not wait until ${other} is healthy, or done`);
    for (const volume of service.volumes ?? []) {
      const [from] = volume.split(':');
      must(from.startsWith('./deploy/') ? volume.endsWith(':ro') : volumes && from in volumes, `has the volume ${volume}, neither named nor read-only from deploy/`);
    }
    return faults;
  });
}
