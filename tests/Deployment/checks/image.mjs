// The Dockerfile and what is kept from it.

const instructions = (source) =>
  source.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n/g, ' ').split('\n').map((line) => line.trim()).filter(Boolean);

/** dockerfilelint is older than `FROM --platform`; without it the rest of the line is read as ever. */
export const forLint = (source) => source.replaceAll(/^FROM --platform=\$\w+ /gm, 'FROM ');

export function imageFaults(source, compose) {
  const lines = instructions(source);
  const from = lines.filter((line) => line.startsWith('FROM '));
  const last = lines.slice(lines.lastIndexOf(from.at(-1)));
  const faults = [];
  const must = (right, fault) => right || faults.push(fault);
  must(from.length > 1, 'builds and runs in one image');
  for (const line of from) must(/:v?\d+[.\w-]*( AS \w+)?$/.test(line), `${line}: names no version`);
  for (const line of from.slice(0, -1)) must(line.includes('--platform=$BUILDPLATFORM'), `${line}: would be emulated on another kind of processor`);
  must(!from.at(-1).includes('--platform'), 'runs on the kind of processor that built it');
  must(last.some((line) => /^USER (?!root\b|0\b)\S+$/.test(line)), 'runs as root');
  must(last.some((line) => line.startsWith('HEALTHCHECK ') && line.includes('CMD [') && line.includes('"--healthcheck"')), 'has no health check of its own');
  must(last.some((line) => line.startsWith('ENTRYPOINT [')), 'starts by a shell, which keeps SIGTERM to itself');
  must(!lines.some((line) => /^(ENV|ARG) .*(PASSWORD|SECRET|TOKEN)/.test(line)), 'carries a secret');
  must(from.some((line) => line.includes(` ${compose.services.caddy.image} `)), 'checks the Caddyfile with another Caddy than the one that runs');
  return faults;
}

/** What must never travel into an image, by the patterns of .dockerignore. */
export function ignoreFaults(source) {
  const lines = source.split('\n').map((line) => line.trim());
  return ['.env', '.git', 'data', 'artifacts', '**/bin', '**/obj', '**/node_modules', '**/wwwroot']
    .filter((name) => !lines.includes(name) || lines.includes(`!${name}`))
    .map((name) => `${name} would travel into the image`);
}
