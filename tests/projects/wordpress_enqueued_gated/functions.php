<?php
add_action( 'wp_enqueue_scripts', 'acme_scripts' );

function acme_scripts() {
	wp_enqueue_style( 'acme', get_stylesheet_uri() );
	if ( ( $_COOKIE['cookie_consent'] ?? '' ) === 'accepted' ) {
		wp_enqueue_script( 'acme-chat', get_template_directory_uri() . '/js/chat.js', array(), '1.0', true );
	}
}
