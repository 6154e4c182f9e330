@extends('layouts.app')
@push('scripts')
  @includeWhen($settings->chat, 'partials.chat')
@endpush
