exports.ready = false;
exports.update = function () {
  exports.ready = true;
};
