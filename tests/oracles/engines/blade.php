<?php
// php blade.php FOLDER: every template of the folder in every world, as TEMPLATE.WORLD.out or .err. Layouts and stacks
// print in place.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);
foreach (['Support', 'View', 'Filesystem'] as $part) {
    if (is_file("/usr/share/php/Illuminate/$part/autoload.php")) {
        require_once "/usr/share/php/Illuminate/$part/autoload.php";
    }
}
class Nothing
{
    public function __call($name, $arguments) { return ''; }
    public function make(...$arguments) { return $this; }
}
class Request
{
    public function cookie($name, $default = null) { return $_COOKIE[$name] ?? $default; }
}
class Asked
{
    public static function check($name, ...$arguments) { return ($_COOKIE['cookie_consent'] ?? '') === 'accepted'; }
}
class App
{
    public function environment(...$names) { return true; }
}
function app() { return new App; }
function request() { return new Request; }
function csrf_token() { return 'x'; }
function csp_nonce() { return 'x'; }

function render(string $text): string
{
    $compiler = new Illuminate\View\Compilers\BladeCompiler(new Illuminate\Filesystem\Filesystem, sys_get_temp_dir());
    $compiler->if('has_consent', fn () => true);
    $compiler->if('feature', fn () => true);
    $code = str_replace('\Illuminate\Support\Facades\Blade::check', '\Asked::check', $compiler->compileString($text));
    [$__env, $cbid, $title] = [new Nothing, 'x', 'x'];
    ob_start();
    try {
        eval('?>' . $code);
    } finally {
        $page = ob_get_clean();
    }
    return $page;
}

foreach (array_diff(scandir($argv[1]), ['.', '..']) as $file) {
    foreach (['undecided' => null, 'refused' => 'rejected', 'granted' => 'accepted'] as $world => $choice) {
        $_COOKIE = $choice === null ? [] : ['cookie_consent' => $choice];
        try {
            file_put_contents("$argv[1]/$file.$world.out", render(file_get_contents("$argv[1]/$file")));
        } catch (Throwable $error) {
            file_put_contents("$argv[1]/$file.$world.err", $error->getMessage());
        }
    }
}
