@extends('layouts.app')
@push('scripts')
  @includeWhen(request()->cookie('cookie_consent') === 'accepted', 'partials.chat')
@endpush
