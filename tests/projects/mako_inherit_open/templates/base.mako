<html>
${self.body()}
</html>
