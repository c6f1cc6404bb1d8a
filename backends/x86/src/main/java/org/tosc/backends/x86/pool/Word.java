package org.tosc.backends.x86.pool;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What kernels take and give.
public enum Word {
  LONG(ValueLayout.JAVA_LONG),
  INT(ValueLayout.JAVA_INT),
  FLOAT(ValueLayout.JAVA_FLOAT),
  DOUBLE(ValueLayout.JAVA_DOUBLE),
  /// A [MemorySegment]: native memory, or with [CallMode#CRITICAL_HEAP] a Java array. Memory of
  /// one's own is passed as [#LONG] faster: nobody checks whether it is still alive.
  ADDRESS(ValueLayout.ADDRESS);

  private final ValueLayout layout;

  Word(ValueLayout layout) {
    this.layout = layout;
  }

  ValueLayout layout() {
    return layout;
  }

  /// The Java type.
  public Class<?> type() {
    return this == ADDRESS ? MemorySegment.class : layout.carrier();
  }
}
