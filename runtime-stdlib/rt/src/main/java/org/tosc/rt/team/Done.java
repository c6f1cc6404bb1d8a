package org.tosc.rt.team;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How many parts helpers have ever done, on a cache line of its own.
final class Done extends DoneLine {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(DoneLine.class, "count", int.class);
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  long behind0;
  long behind1;
  long behind2;
  long behind3;
  long behind4;
  long behind5;
  long behind6;
  long behind7;

  int count() {
    return (int) COUNT.getAcquire(this);
  }

  void one() {
    COUNT.getAndAdd(this, 1);
  }
}
