<h1>Shop</h1>
<?php if (isset($_COOKIE['cookie_consent']) && $_COOKIE['cookie_consent'] === 'accepted') { include __DIR__ . '/inc/chat.php'; } ?>
