<html>
<head>
@yield('head')
@stack('scripts')
</head>
</html>
