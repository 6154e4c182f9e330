// node pug.js FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(process.env.NODE_MODULES || path.join(__dirname, '..', 'node_modules'), 'x.js'));
const pug = load('pug');
const choices = { undecided: undefined, refused: 'rejected', granted: 'accepted' };
for (const file of fs.readdirSync(process.argv[2])) {
  const place = path.join(process.argv[2], file);
  const text = fs.readFileSync(place, 'utf8').replace(/^(extends|\s*include) .*$/gm, '');
  for (const [world, choice] of Object.entries(choices)) {
    const cookies = choice ? { cookie_consent: choice } : {};
    const values = { cookies, req: { cookies }, settings: {}, cbid: 'x', title: 'x', locale: 'de', extra: {} };
    try {
      fs.writeFileSync(`${place}.${world}.out`, pug.render(text, values));
    } catch (error) {
      fs.writeFileSync(`${place}.${world}.err`, String(error));
    }
  }
}
