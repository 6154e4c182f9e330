<footer>
<?php if (isset($_COOKIE['cookie_consent']) && $_COOKIE['cookie_consent'] === 'accepted') : get_template_part('parts/chat', 'footer'); endif; ?>
</footer>
