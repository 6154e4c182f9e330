const path = require('path');

module.exports = {
  entry: {
    shop: path.resolve(__dirname, './src/pages/shop.js'),
    service: './src/pages/service.js',
  },
  output: { filename: '[name].bundle.js', path: path.resolve(__dirname, 'public/dist') },
};
