<html><head>@stack('head')</head><body>@yield('content')</body></html>
