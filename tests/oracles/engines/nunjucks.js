// node nunjucks.js FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(process.env.NODE_MODULES || path.join(__dirname, '..', 'node_modules'), 'x.js'));
const nunjucks = load('nunjucks');
const choices = { undecided: undefined, refused: 'rejected', granted: 'accepted' };
for (const file of fs.readdirSync(process.argv[2])) {
  const place = path.join(process.argv[2], file);
  const text = fs.readFileSync(place, 'utf8');
  for (const [world, choice] of Object.entries(choices)) {
    const values = { cookie_consent: choice, items: [1], title: 'x', cbid: 'x' };
    const done = (error, page) =>
      error
        ? fs.writeFileSync(`${place}.${world}.err`, String(error))
        : fs.writeFileSync(`${place}.${world}.out`, page);
    try {
      new nunjucks.Environment().renderString(text, values, done);
    } catch (error) {
      done(error);
    }
  }
}
