// node pages.js FOLDER ejs|liquid|twig: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(__dirname, '..', 'node_modules', 'x.js'));
const kind = process.argv[3];
const choices = { undecided: undefined, refused: 'rejected', granted: 'accepted' };
let agreed = false;

const engines = {
  ejs: () => (text, values) => load('ejs').render(text, values, { escape: String }),
  liquid: () => {
    const { Liquid } = load('liquidjs');
    const plain = (text) => text.replace("{% render 'meta-tags' %}", '').replace(/{% highlight[^]*?endhighlight %}/g, '');
    return (text, values) => new Liquid().parseAndRenderSync(plain(text), values);
  },
  twig: () => {
    const { twig, extendFunction, extendFilter } = load('twig');
    extendFunction('csp_nonce', () => '');
    extendFunction('hasConsent', () => agreed);
    extendFilter('trans', String);
    const plain = (text) => text.replace(/{% extends .*? %}/, '').replace('{{ parent() }}', '');
    return (text, values) => twig({ data: plain(text), rethrow: true }).render(values);
  },
};
const render = engines[kind]();

for (const file of fs.readdirSync(process.argv[2])) {
  const place = path.join(process.argv[2], file);
  const text = fs.readFileSync(place, 'utf8');
  for (const [world, choice] of Object.entries(choices)) {
    agreed = choice === 'accepted';
    const cookies = choice ? { cookie_consent: choice } : {};
    const jar = { get: (name) => cookies[name], has: (name) => name in cookies, all: cookies };
    const values = {
      cookies, cookie_consent: choice, cookieConsent: choice, req: { cookies }, locals: { cookies },
      hasConsent: () => agreed, widgets: [1], links: [], include: () => '', cbid: '', items: [], settings: {},
      app: { request: { cookies: jar } },
    };
    try {
      fs.writeFileSync(`${place}.${world}.out`, render(text, values));
    } catch (error) {
      fs.writeFileSync(`${place}.${world}.err`, String(error));
    }
  }
}
