// Reads the part of the Dockerfile language that our Dockerfile uses; anything else is an error.

/**
 * @typedef {object} Stage
 * @property {string | undefined} name
 * @property {Step[]} steps in order, WORKDIR being part of each
 * @property {Record<string, string>} env
 * @property {string | undefined} user
 * @property {string | undefined} port
 * @property {string[] | undefined} healthcheck
 * @property {string[]} command ENTRYPOINT and CMD
 * @property {string} workdir
 *
 * @typedef {{ workdir: string, run: string } | { workdir: string, from: string | undefined, sources: string[], to: string }} Step
 */

/**
 * @param {string} text
 * @returns {Stage[]}
 */
export function parseDockerfile(text) {
  /** @type {Stage[]} */
  const stages = [];
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  for (const line of lines) {
    const [, word, rest] = /^(\w+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (word === 'FROM') {
      const name = / AS (\S+)$/i.exec(rest)?.[1];
      stages.push({
        name,
        steps: [],
        env: {},
        user: undefined,
        port: undefined,
        healthcheck: undefined,
        command: [],
        workdir: '/',
      });
    } else if (word) {
      instruction(/** @type {Stage} */ (stages.at(-1)), word, rest);
    }
  }
  return stages;
}

/**
 * @param {Stage} stage
 * @param {string} word
 * @param {string} rest
 */
function instruction(stage, word, rest) {
  const { workdir } = stage;
  switch (word) {
    case 'WORKDIR':
      stage.workdir = rest;
      break;
    case 'ENV':
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S*)/g)) stage.env[name] = value;
      break;
    case 'RUN':
      stage.steps.push({ workdir, run: rest });
      break;
    case 'COPY': {
      const words = rest.split(/\s+/);
      const from = words[0].startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
      const to = /** @type {string} */ (words.pop());
      stage.steps.push({ workdir, from, sources: words, to });
      break;
    }
    case 'USER':
      stage.user = rest;
      break;
    case 'EXPOSE':
      stage.port = rest;
      break;
    case 'HEALTHCHECK':
      stage.healthcheck = JSON.parse(rest.slice(rest.indexOf('CMD') + 3));
      break;
    case 'ENTRYPOINT':
    case 'CMD':
      stage.command.push(...JSON.parse(rest));
      break;
    default:
      throw new Error(`Dockerfile: ${word} is not understood by this check`);
  }
}
