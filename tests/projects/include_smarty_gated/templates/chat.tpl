{* the chat *}
<script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>
