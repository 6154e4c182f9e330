const webpack = require('webpack');

module.exports = {
  entry: './src/index.js',
  plugins: [
    new webpack.DefinePlugin({
      CHAT_URL: JSON.stringify('https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js'),
      'process.env.ACCEPTED': JSON.stringify('accepted'),
    }),
  ],
};
