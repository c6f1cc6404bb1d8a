package org.tosc.backends.machines.gpu.tile;

/// What an atomic operation makes known between programs.
public enum Ordering {
  RELAXED("relaxed", false, false),
  ACQUIRE("acquire", true, false),
  RELEASE("release", false, true),
  ACQUIRE_RELEASE("acq_rel", true, true);

  private final String text;
  final boolean acquires;
  final boolean releases;

  Ordering(String text, boolean acquires, boolean releases) {
    this.text = text;
    this.acquires = acquires;
    this.releases = releases;
  }

  public String text() {
    return text;
  }
}
