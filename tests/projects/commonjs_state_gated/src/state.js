exports.ready = false;
exports.update = function () {
  exports.ready = localStorage.getItem('cookie-consent') === 'accepted';
};
