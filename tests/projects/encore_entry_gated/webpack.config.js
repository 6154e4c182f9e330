const Encore = require('@symfony/webpack-encore');

Encore.setOutputPath('public/build/').setPublicPath('/build').addEntry('support', './assets/help-desk.js');

module.exports = Encore.getWebpackConfig();
