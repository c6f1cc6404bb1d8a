package org.tosc.backends.snitch.loops;

/// A place in the code that is jumped to; the same only as itself.
final class Label {}
