<main></main>
<?php get_footer(); ?>
