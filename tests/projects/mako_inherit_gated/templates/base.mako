<html>
% if has_consent():
${self.body()}
% endif
</html>
