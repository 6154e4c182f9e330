/* Stands for the platform's file: it has its head, and code that says nothing of what a visitor chose. */
!function (root, make) { "object" == typeof exports ? exports.klaro = make() : root.klaro = make(); }(self, function () {
  return {
    setup: function (config) {
      config.services.filter(function (one) { return one.required; }).forEach(function (one) {
        document.querySelectorAll("script[data-name=" + one.name + "]").forEach(function (held) {
          var made = document.createElement("script");
          made.src = held.dataset.src;
          held.replaceWith(made);
        });
      });
    }
  };
});
