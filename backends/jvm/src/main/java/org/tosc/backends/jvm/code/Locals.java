package org.tosc.backends.jvm.code;

import java.util.ArrayDeque;

/// Hands out JVM local variables and takes them back, so that frames stay small.
final class Locals {
  private final ArrayDeque<Integer> single = new ArrayDeque<>();
  private final ArrayDeque<Integer> twofold = new ArrayDeque<>();
  private int next;

  /// Reserves the parameters, which stand first.
  int parameter(Repr repr) {
    int index = next;
    next += repr.carrier().size;
    return index;
  }

  int take(Repr repr) {
    ArrayDeque<Integer> free = free(repr);
    return free.isEmpty() ? parameter(repr) : free.pop();
  }

  void give(Repr repr, int index) {
    free(repr).push(index);
  }

  private ArrayDeque<Integer> free(Repr repr) {
    return repr.carrier().size == 2 ? twofold : single;
  }
}
