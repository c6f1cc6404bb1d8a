package org.tosc.backends.jvm.code;

import java.util.List;
import java.util.Set;

/// A part of a function that has a method of its own: all of it (the root, number 0), or some
/// operations of one of its regions.
///
/// A piece other than the root takes the frame and returns how control left it: 0 by its end,
/// otherwise the code of an [Exit]; `void` where it can only end.
record Piece(int number, List<Item> items, Set<Exit> exits, boolean isInLoop) {
  Piece {
    items = List.copyOf(items);
    exits = Set.copyOf(exits);
  }

  /// How control may leave a piece other than by its end.
  enum Exit {
    RETURN(1),
    BREAK(2),
    CONTINUE(3),
    TAIL_CALL(4);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  boolean isRoot() {
    return number == 0;
  }

  String descriptor() {
    return exits.isEmpty()
        ? "(Lorg/tosc/backends/jvm/link/Frame;)V"
        : "(Lorg/tosc/backends/jvm/link/Frame;)I";
  }
}
