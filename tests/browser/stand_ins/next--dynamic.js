// Stands in for next/dynamic in a bundle without Next.js: a component that is fetched when it is first shown.
// https://nextjs.org/docs/app/guides/lazy-loading, read on 2026-11-23.
import { createElement, lazy, Suspense } from 'react';

export default function dynamic(load, options = {}) {
  const Inner = lazy(() => Promise.resolve((load.loader ?? load)()).then(one => (one.default ? one : { default: one })));
  const waiting = options.loading ? createElement(options.loading) : null;
  return props => createElement(Suspense, { fallback: waiting }, createElement(Inner, props));
}
