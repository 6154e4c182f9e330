// node handlebars.js FOLDER handlebars|mustache: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(process.env.NODE_MODULES || path.join(__dirname, '..', 'node_modules'), 'x.js'));
const engine = load(process.argv[3]);
const choices = { undecided: undefined, refused: 'rejected', granted: 'accepted' };

// A helper answers where a value is asked for, and prints one of its two sides as a block.
const asked = (test) => function (...args) {
  const options = args.pop();
  const answer = test(...args);
  return options.fn ? (answer ? options.fn(this) : options.inverse(this)) : answer;
};
const helpers = {
  eq: asked((a, b) => a === b), ne: asked((a, b) => a !== b), not: asked((a) => !a),
  and: asked((...all) => all.every(Boolean)), concat: asked((...all) => all.join('')), asset: asked((name) => name),
  raw: (options) => options.fn(), consentBanner: asked(() => true),
};

function render(text, values) {
  if (process.argv[3] === 'mustache') return engine.render(text, values);
  return engine.compile(text)(values, { helpers, partials: { header: '' }, data: { custom: values } });
}

for (const file of fs.readdirSync(process.argv[2])) {
  const place = path.join(process.argv[2], file);
  const text = fs.readFileSync(place, 'utf8');
  for (const [world, choice] of Object.entries(choices)) {
    const values = { cookies: choice ? { cookie_consent: choice } : {}, cookieConsent: choice, settings: { cbid: 'x' },
      hasConsent: choice === 'accepted', widgets: [{ enabled: true }], nonce: 'x', show_chat: true };
    try {
      fs.writeFileSync(`${place}.${world}.out`, render(text, values));
    } catch (error) {
      fs.writeFileSync(`${place}.${world}.err`, String(error));
    }
  }
}
