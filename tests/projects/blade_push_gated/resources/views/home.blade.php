@extends('layouts.app')
@section('content')
<h1>Shop</h1>
@if (request()->cookie('cookie_consent') === 'accepted')
  @push('head')
  <script src="https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js"></script>
  @endpush
@endif
@endsection
