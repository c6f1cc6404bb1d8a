package org.tosc.bench;

/// Does nothing: what remains is the JVM's own start.
public final class EmptyMain {
  private EmptyMain() {}

  public static void main(String[] args) {}
}
