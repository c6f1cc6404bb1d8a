package org.tosc.rt.session;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether somebody outside wants a program to stop, and whether the program is about to look.
/// Other threads than the program's ask.
///
/// ```java
/// try (var _ = session.interruption().attentive()) {
///   while (waiting()) session.checkInterrupt();
/// }
/// ```
public final class Interruption {
  private final AtomicInteger attentive = new AtomicInteger();
  private volatile boolean isAsked;

  Interruption() {}

  void ask() {
    isAsked = true;
  }

  /// Whether the program was asked to stop and has not looked since.
  public boolean isPending() {
    return isAsked;
  }

  /// Whether the program was asked to stop; it is told once.
  public boolean take() {
    boolean was = isAsked;
    if (was) {
      isAsked = false;
    }
    return was;
  }

  /// A statement that looks again and again, though it may take seconds from one look to the next.
  public Attention attentive() {
    attentive.incrementAndGet();
    return attentive::decrementAndGet;
  }

  /// Whether such a statement runs.
  public boolean isAttentive() {
    return attentive.get() > 0;
  }

  /// The time during which a statement looks.
  @FunctionalInterface
  public interface Attention extends AutoCloseable {
    @Override
    void close();
  }
}
