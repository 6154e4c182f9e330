// node bundle.mjs OUT < jobs: bundle small projects for a browser, all in one process.
// jobs: a JSON list of {name, entry, values}; values are what the build puts in place of import.meta.env. For each, OUT/name.js is written, or OUT/name.error with the reason.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';

const here = createRequire(import.meta.url);
const esbuild = here('esbuild');
const optional = name => { try { return here(name); } catch { return null; } };

// Single-file components: each framework's own compiler, nothing between it and the bundle.
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
        if (descriptor.scriptSetup) return { contents: `${script.content}\nexport default component`, loader: ts ? 'ts' : 'js' };
        const made = compiler.compileTemplate({ source: descriptor.template?.content ?? '', id, filename: path });
        return { contents: `${script.content}\n${made.code.replace('export function render', 'function render')}\ncomponent.render = render;\nexport default component`, loader: ts ? 'ts' : 'js' };
      }
      const made = compiler.compileTemplate({ source: descriptor.template.content, id, filename: path });
      return { contents: `${made.code.replace('export function render', 'function render')}\nexport default { render }`, loader: 'js' };
    });
  },
};
const svelte = {
  name: 'svelte',
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import('svelte/compiler');
      return { contents: compile(await readFile(path, 'utf8'), { filename: path, css: 'injected', generate: 'client' }).js.code, loader: 'js' };
    });
  },
};

const out = process.argv[2];
const modules = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'node_modules');
for (const { name, entry, values } of JSON.parse(await text(process.stdin))) {
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [entry], bundle: true, write: false, format: 'iife', platform: 'browser', jsx: 'automatic', logLevel: 'silent',
      nodePaths: [modules], plugins: [vue, svelte], conditions: ['browser', 'svelte'], mainFields: ['module', 'browser', 'main'],
      define: { 'process.env': JSON.stringify(values ?? {}), 'process.env.NODE_ENV': '"production"', 'import.meta.env': JSON.stringify(values ?? {}), __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    });
    await writeFile(join(out, `${name}.js`), outputFiles[0].text);
  } catch (error) {
    await writeFile(join(out, `${name}.error`), String(error.message).split('\n').slice(0, 4).join(' '));
  }
}
