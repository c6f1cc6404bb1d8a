package org.tosc.backends.jvm.code;

/// Where a value or slot lives while it is not on the operand stack.
sealed interface Place {
  /// A JVM local variable.
  record Local(int index) implements Place {}

  /// An element of the frame that the pieces of a split function share.
  record Framed(Bank bank, int index) implements Place {}

  /// The arrays of a frame.
  enum Bank {
    LONGS("longs", "[J"),
    DOUBLES("doubles", "[D"),
    OBJECTS("objects", "[Ljava/lang/Object;");

    final String field;
    final String descriptor;

    Bank(String field, String descriptor) {
      this.field = field;
      this.descriptor = descriptor;
    }

    static Bank of(Carrier carrier) {
      return switch (carrier) {
        case BOOLEAN, INT, LONG -> LONGS;
        case FLOAT, DOUBLE -> DOUBLES;
        case REFERENCE -> OBJECTS;
      };
    }
  }
}
