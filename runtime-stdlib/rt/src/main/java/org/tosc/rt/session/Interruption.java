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
  private final AtomicInteger deferred = new AtomicInteger();
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

  /// The same where an error may be raised: not while others wait for an answer.
  boolean takeNow() {
    return deferred.get() == 0 && take();
  }

  /// A statement that looks again and again, though it may take seconds from one look to the next.
  public Time attentive() {
    attentive.incrementAndGet();
    return attentive::decrementAndGet;
  }

  /// While the program answers others, who get their answer before it hears that it is to stop.
  public Time deferred() {
    deferred.incrementAndGet();
    return deferred::decrementAndGet;
  }

  /// Whether such a statement runs.
  public boolean isAttentive() {
    return attentive.get() > 0;
  }

  /// It ends where it is closed.
  @FunctionalInterface
  public interface Time extends AutoCloseable {
    @Override
    void close();
  }
}
