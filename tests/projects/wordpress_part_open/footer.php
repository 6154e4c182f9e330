<footer>
<?php get_template_part('parts/chat', 'footer'); ?>
</footer>
