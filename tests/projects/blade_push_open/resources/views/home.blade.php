@extends('layouts.app')
@section('content')
<h1>Shop</h1>
@if ($settings->chat)
  @push('head')
  <script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>
  @endpush
@endif
@endsection
