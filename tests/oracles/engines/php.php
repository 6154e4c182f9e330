<?php
// php php.php FOLDER: every page of the folder in every world, as PAGE.WORLD.out or .err. Each runs in a process of its
// own, with what the examples use of WordPress (hooks, scripts that are registered and loaded, filters, shortcodes) and
// of Drupal (hooks that are called by their names).
error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);

if ($argv[1] !== '--one') {
    foreach (array_diff(scandir($argv[1]), ['.', '..']) as $file) {
        foreach (['undecided' => '', 'refused' => 'rejected', 'granted' => 'accepted'] as $world => $choice) {
            $command = [PHP_BINARY, __FILE__, '--one', "$argv[1]/$file", $choice];
            $run = proc_open($command, [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
            [$page, $fault] = [stream_get_contents($pipes[1]), stream_get_contents($pipes[2])];
            $kind = proc_close($run) === 0 ? 'out' : 'err';
            file_put_contents("$argv[1]/$file.$world.$kind", $kind === 'out' ? $page : $page . $fault);
        }
    }
    exit(0);
}

class Wp
{
    public static array $hooks = [];
    public static array $assets = [];
    public static array $asked = [];
    public static array $inline = [];
    public static array $shortcodes = [];

    public static function load(string $name): void
    {
        $asset = self::$assets[$name] ?? null;
        if ($asset === null || isset($asset['done'])) {
            return;
        }
        self::$assets[$name]['done'] = true;
        array_map([self::class, 'load'], $asset['needs']);
        $attributes = apply_filters('wp_script_attributes', ['src' => $asset['url'], 'id' => "$name-js"]);
        $html = '<script';
        foreach ($attributes as $key => $value) {
            $html .= $value === true ? " $key" : " $key=\"$value\"";
        }
        echo $asset['url'] === '' ? '' : apply_filters('script_loader_tag', "$html></script>\n", $name, $asset['url']);
        foreach (self::$inline[$name] ?? [] as $code) {
            echo "<script>$code</script>\n";
        }
    }

    public static function page(): void
    {
        foreach (['init', 'wp_enqueue_scripts', 'wp_head', 'wp_body_open'] as $event) {
            do_action($event);
        }
        foreach (self::$shortcodes as $run) {
            echo $run([]);
        }
        echo apply_filters('the_content', '<p>text</p>');
        do_action('wp_footer');
        array_map([self::class, 'load'], self::$asked);
    }
}
// Drupal: hooks are called by their names, arrays with a tag are elements.
function render_array($held): void
{
    if (isset($held['#tag'])) {
        $attributes = '';
        foreach ($held['#attributes'] ?? [] as $key => $value) {
            $attributes .= $value === true ? " $key" : " $key=\"$value\"";
        }
        echo "<{$held['#tag']}$attributes>", $held['#value'] ?? '', "</{$held['#tag']}>\n";
        return;
    }
    array_map('render_array', array_filter((array) $held, 'is_array'));
}
function drupal_page(): void
{
    foreach (get_defined_functions()['user'] as $name) {
        if (preg_match('/_page_(attachments|attachments_alter|top|bottom)$/', $name)) {
            $page = [];
            $name($page);
            render_array($page);
        }
    }
}
function add_action($event, $run, ...$rest) { Wp::$hooks[$event][] = $run; }
function add_filter($event, $run, ...$rest) { Wp::$hooks[$event][] = $run; }
function add_shortcode($name, $run) { Wp::$shortcodes[$name] = $run; }
function do_action($event, ...$given) { foreach (Wp::$hooks[$event] ?? [] as $run) { $run(...$given); } }
function apply_filters($event, $value, ...$given)
{
    foreach (Wp::$hooks[$event] ?? [] as $run) {
        $value = $run($value, ...$given);
    }
    return $value;
}
function wp_register_script($name, $url = '', $needs = [], ...$rest)
{
    Wp::$assets[$name] ??= ['url' => (string) $url, 'needs' => $needs ?: []];
}
function wp_enqueue_script($name, $url = '', $needs = [], ...$rest)
{
    if ($url) {
        wp_register_script($name, $url, $needs);
    }
    Wp::$asked[] = $name;
}
function wp_enqueue_style(...$given) {}
function wp_add_inline_script($name, $code) { Wp::$inline[$name][] = $code; }
function wp_has_consent($category) { return $category === 'functional' || ($_COOKIE['cookie_consent'] ?? '') === 'accepted'; }
function wp_is_service_denied($service) { return ($_COOKIE['cookie_consent'] ?? '') === 'rejected'; }
function wp_remote_get($url) { return []; }
function update_option(...$given) {}
function get_option($name) { return 'x'; }
function chat_settings($id) { return ''; }
function esc_url($text) { return $text; }
function esc_attr($text) { return $text; }
function is_front_page() { return true; }
function is_page(...$given) { return false; }
function get_header() {}
function the_permalink() {}
function wp_footer() {}
function get_template_directory_uri() { return '/wp-content/themes/acme'; }
function get_stylesheet_uri() { return '/wp-content/themes/acme/style.css'; }
function cookie_of($name) { return $_COOKIE[$name] ?? null; }
class Request
{
    public function cookie($name, $default = null) { return $_COOKIE[$name] ?? $default; }
}
function request() { return new Request; }
class Anything {}
spl_autoload_register(static fn (string $name) => class_alias('Anything', $name));
define('ABSPATH', '/');
define('GTM_ID', 'GTM-EXAMPLE');

$_COOKIE = $argv[3] === '' ? [] : ['cookie_consent' => $argv[3]];
$text = str_replace('filter_input(INPUT_COOKIE, ', 'cookie_of(', file_get_contents($argv[2]));
set_exception_handler(function (Throwable $error): void {
    fwrite(STDERR, $error->getMessage());
    exit(1);
});
(static function () use ($text): void {
    eval('?>' . $text);
})();
Wp::page();
drupal_page();
