// node bundle.mjs OUT < jobs: bundle small projects for a browser, all in one process.
// jobs: a JSON list of {name, entry, project, values}; project is the folder whose package.json files name each other, and values
// are what the build puts in place of import.meta.env. For each, OUT/name.js is written, or OUT/name.error with the reason.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';

const here = createRequire(import.meta.url);
const folder = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const esbuild = here('esbuild');
const optional = name => { try { return here(name); } catch { return null; } };

// Single-file components: each framework's own compiler, nothing between it and the bundle. A module that is fetched when it
// is first shown must look like one, which esbuild's own modules in one file do not: hence MARK.
const MARK = '\nexport const __esModule = true;';
const vue = {
  name: 'vue',
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const compiler = optional('@vue/compiler-sfc');
      const { descriptor, errors } = compiler.parse(await readFile(path, 'utf8'), { filename: path });
      if (errors.length) throw errors[0];
      const id = basename(path);
      const ts = [descriptor.script, descriptor.scriptSetup].some(script => script?.lang === 'ts');
      if (descriptor.script || descriptor.scriptSetup) {
        const script = compiler.compileScript(descriptor, { id, inlineTemplate: !!descriptor.scriptSetup, genDefaultAs: 'component' });
        if (descriptor.scriptSetup) return { contents: `${script.content}\nexport default component${MARK}`, loader: ts ? 'ts' : 'js' };
        const made = compiler.compileTemplate({ source: descriptor.template?.content ?? '', id, filename: path });
        return { contents: `${script.content}\n${made.code.replace('export function render', 'function render')}\ncomponent.render = render;\nexport default component${MARK}`, loader: ts ? 'ts' : 'js' };
      }
      const made = compiler.compileTemplate({ source: descriptor.template.content, id, filename: path });
      return { contents: `${made.code.replace('export function render', 'function render')}\nexport default { render }${MARK}`, loader: 'js' };
    });
  },
};
// `componentApi: 4` makes components that take both `new App({ target })` and `mount(App, { target })`.
const svelte = {
  name: 'svelte',
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import('svelte/compiler');
      const options = { filename: path, css: 'injected', generate: 'client', compatibility: { componentApi: 4 } };
      return { contents: compile(await readFile(path, 'utf8'), options).js.code, loader: 'js' };
    });
  },
};
// Modules that only a framework's own build has: files in stand_ins/ with the module's name, `--` for each slash.
const standIns = {
  name: 'stand-ins',
  setup(build) {
    build.onResolve({ filter: /^[@\w]/ }, ({ path }) => {
      const file = join(folder, 'stand_ins', `${path.replaceAll('/', '--')}.js`);
      return existsSync(file) ? { path: file } : undefined;
    });
  },
};
// Packages of the project itself, as a package manager would link them.
const workspace = project => ({
  name: 'workspace',
  setup(build) {
    const folders = manifests(project);
    build.onResolve({ filter: /^[@\w]/ }, ({ path, kind, resolveDir }) => {
      const name = [...folders.keys()].find(name => path === name || path.startsWith(`${name}/`));
      if (!name || resolveDir === folders.get(name)) return undefined;
      const manifest = JSON.parse(readFileSync(join(folders.get(name), 'package.json'), 'utf8'));
      const found = [manifest.exports?.[`.${path.slice(name.length)}`] ?? manifest.main].flatMap(leaves);
      const file = found.map(one => join(folders.get(name), one)).find(existsSync);
      return file ? { path: file } : build.resolve(`./${path.slice(name.length + 1) || '.'}`, { kind, resolveDir: folders.get(name) });
    });
  },
});
const leaves = held => (typeof held === 'string' ? [held] : held ? Object.values(held).flatMap(leaves) : []);
const manifests = project => new Map(
  (project ? readdirSync(project, { recursive: true }) : [])
    .filter(path => basename(path) === 'package.json')
    .map(path => [JSON.parse(readFileSync(join(project, path), 'utf8')).name, join(project, path, '..')])
    .filter(([name]) => name),
);

const out = process.argv[2];
const production = { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' };
for (const { name, entry, project, values, define } of JSON.parse(await text(process.stdin))) {
  try {
    const known = JSON.stringify(values ?? {});
    const { outputFiles } = await esbuild.build({
      entryPoints: [entry], bundle: true, write: false, format: 'iife', platform: 'browser', jsx: 'automatic', logLevel: 'silent',
      nodePaths: [join(folder, 'node_modules')], plugins: [vue, svelte, standIns, workspace(project)],
      conditions: ['browser', 'module', 'svelte'], mainFields: ['module', 'browser', 'main'],
      define: { ...production, 'process.env': known, 'import.meta.env': known, ...define },
    });
    await writeFile(join(out, `${name}.js`), outputFiles[0].text);
  } catch (error) {
    await writeFile(join(out, `${name}.error`), String(error.message).split('\n').slice(0, 4).join(' '));
  }
}
